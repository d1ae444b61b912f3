import type { HoldReason, ParkReason, WaitReason } from '../outbox/states.ts'

/** `short` fits in a table; `sentence` says what it means and what to do. */
type Reason = readonly [short: string, sentence: string]

const REASONS: Record<WaitReason | HoldReason | ParkReason, Reason> = {
  throttled: [
    'asked to slow down',
    'Constant Contact asked the relay to slow down. It will be sent in turn.',
  ],
  quota_exceeded: [
    'no calls left today',
    'Today’s Constant Contact calls are used up. It will be sent after 00:00 UTC.',
  ],
  unauthorized: [
    'not connected',
    'Constant Contact did not accept the relay’s connection. It will be sent once the relay is connected again.',
  ],
  down: [
    'Constant Contact is down',
    'Constant Contact could not be reached or returned an error. It will be retried automatically.',
  ],
  no_answer: [
    'no response',
    'It was sent, but no response came. It will be sent again, which is safe even if the first one arrived.',
  ],
  conflict: [
    'conflicting update',
    'The same contact was being updated by another request. It will be retried automatically.',
  ],
  address_limit: [
    'address call limit',
    'Three tries were made for this address within a day. More could make Constant Contact lock the address, so it will be sent later.',
  ],
  abuse_lock: [
    'address may be locked',
    'Constant Contact refused the address, possibly because too many sign-ups locked it for 48 hours. It will be retried once after that.',
  ],
  split: [
    'to be sent alone',
    'It was refused when merged with other sign-ups for the same address. It will now be sent alone.',
  ],
  retried: ['retried by you', 'You asked to retry it. It will be sent in turn.'],
  confirmed: ['just confirmed', 'The contact has confirmed it. It will be sent in turn.'],
  unconfirmed: [
    'not confirmed yet',
    'The contact has to confirm it by email. It will be erased if they do not confirm within 7 days of the email.',
  ],
  pending_at_vendor: [
    'contact has not confirmed',
    'Constant Contact has mailed this contact and waits for them to confirm. Sending it now would skip that, so the relay looks every day whether they have, and parks it after 30 days.',
  ],
  never_confirmed: [
    'never confirmed',
    'The contact has not confirmed Constant Contact’s mail for 30 days. Retry it to wait for another 30 days, or drop it.',
  ],
  refused: [
    'content refused',
    'Constant Contact does not accept its content. If you can tell what was meant, add the contact by hand, then drop it.',
  ],
  refused_again: [
    'refused twice',
    'Constant Contact refused the address twice, two days apart. It is probably invalid. If you know it is valid, retry it.',
  ],
  forbidden: [
    'not allowed',
    'The user who connected the relay has no permission to change contacts. Connect again as the account owner, then retry it.',
  ],
  not_found: [
    'unknown list or field',
    'It names a list or custom field that does not exist in Constant Contact. Correct the form’s tag and the relay’s settings, and add the contact by hand.',
  ],
  form_refused: [
    'form or account at fault',
    'Constant Contact refused something that the visitor cannot see, such as a list or a field that the form did not ask for. Correct the form’s tag or the account, then retry it.',
  ],
  failing: [
    'failed three times',
    'Constant Contact failed at it three times and accepted other sign-ups in between. Add the contact by hand, then drop it; or retry it later.',
  ],
  relay_fault: [
    'bug in the relay',
    'The relay failed at it, which is a bug in the relay; the log has an error of the same time. Please report it, and retry it with a later version.',
  ],
  unsupported_media_type: [
    'bug in the relay',
    'Constant Contact did not understand the relay’s request, which is a bug in the relay. Please report it, and retry with a later version.',
  ],
  unreadable: [
    'cannot be decrypted',
    'It cannot be decrypted with this SECRET_KEY. Start the relay with the previous key too, SECRET_KEY=new,old, then retry it.',
  ],
}

/** Describes a reason. A reason written by a later version of the relay is shown as it is. */
export function reasonInWords(reason: string): Reason {
  return new Map(Object.entries(REASONS)).get(reason) ?? [reason, reason]
}
