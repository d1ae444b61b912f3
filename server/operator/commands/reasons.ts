import type { HoldReason, ParkReason, WaitReason } from '../../outbox/states.ts'

/** `short` fits a table; `sentence` says what it means and what to do. */
type Reason = { short: string; sentence: string }

const REASONS: Record<WaitReason | HoldReason | ParkReason, Reason> = {
  throttled: {
    short: 'asked to slow down',
    sentence: 'Constant Contact asked the relay to slow down. It goes out in its turn.',
  },
  quota_exceeded: {
    short: 'no calls left today',
    sentence: 'Constant Contact takes no more calls today. It goes out after 00:00 UTC.',
  },
  unauthorized: {
    short: 'not connected',
    sentence:
      'Constant Contact did not accept the relay. It goes out once the relay is connected: npm run relay -- connect.',
  },
  down: {
    short: 'Constant Contact is down',
    sentence: 'Constant Contact could not be reached, or failed. It is tried again by itself.',
  },
  no_answer: {
    short: 'no answer came',
    sentence: 'It was sent and no answer came. It is sent again, which does no harm if it had arrived.',
  },
  conflict: {
    short: 'contact was being changed',
    sentence: 'Another change of the same contact was under way. It is tried again by itself.',
  },
  address_limit: {
    short: 'held back for its address',
    sentence:
      'Three calls for this address were made within a day. More could make Constant Contact lock the address, so it goes out later.',
  },
  abuse_lock: {
    short: 'address perhaps locked',
    sentence:
      'Constant Contact refused the address, perhaps only because too many sign-ups locked it for 48 hours. It is tried once more after that.',
  },
  split: {
    short: 'goes out alone now',
    sentence: 'It was refused together with others of its address, and now goes out by itself.',
  },
  retried: { short: 'sent again by you', sentence: 'You asked to send it again. It goes out in its turn.' },
  confirmed: {
    short: 'just confirmed',
    sentence: 'The contact has confirmed it. It goes out in its turn.',
  },
  unconfirmed: {
    short: 'not confirmed yet',
    sentence:
      'The contact is asked by mail to confirm it. It is erased where they do not do so within 7 days of the mail.',
  },
  refused: {
    short: 'refused',
    sentence:
      'Constant Contact does not accept what it says. Add the contact by hand if you can read what was meant, and then drop it.',
  },
  refused_again: {
    short: 'refused twice',
    sentence:
      'Constant Contact refused the address, and again two days later. It is probably no address; if you know better, retry it.',
  },
  forbidden: {
    short: 'not allowed',
    sentence:
      'The person who connected the relay may not change contacts. Connect again as the owner of the account, then retry it.',
  },
  not_found: {
    short: 'unknown list or field',
    sentence:
      'Constant Contact does not know a list or a custom field that it names. Correct the tag of the form and ALLOWED_LISTS, and add the contact by hand.',
  },
  unsupported_media_type: {
    short: 'fault of the relay',
    sentence:
      'Constant Contact did not understand the relay, which is a fault of the relay. Please report it, and retry it with a later version.',
  },
  unreadable: {
    short: 'cannot be decrypted',
    sentence:
      'No key of SECRET_KEY opens it. Start the relay with the earlier key as well, SECRET_KEY=new,old, then retry it.',
  },
}

/** The reason in words; one that a later version of the relay wrote is shown as it is. */
export function reasonInWords(reason: string): Reason {
  return isKnown(reason) ? REASONS[reason] : { short: reason, sentence: reason }
}

function isKnown(reason: string): reason is keyof typeof REASONS {
  return Object.hasOwn(REASONS, reason)
}
