import type { Change } from '../outbox/change.ts'
import { holdForVendor } from '../outbox/pending-at-vendor.ts'
import { hold } from '../outbox/pending-confirmation.ts'
import { stillQueued } from '../outbox/queue.ts'
import { unclaim } from '../outbox/transitions.ts'
import { contentOf } from '../sign-up/content.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Call } from './next-call.ts'

/** What became of one sign-up, for the log. */
type Held = { id: number; requestId: string; outcome: 'held' | 'parked'; reason?: 'pending_at_vendor' }

/**
 * Holds each sign-up of a call by itself until the contact confirms: our mail with `hold`, the vendor's own with `wait`. Its
 * owner may have dropped one while the contact was looked up.
 */
export async function holdCall(
  change: Change,
  call: Call,
  kind: 'hold' | 'wait',
  keyedHash: KeyedHash,
): Promise<Held[]> {
  const contents = new Map(call.rows.map(({ id, signUp }) => [id, keyedHash(contentOf(signUp))]))
  const held: Held[] = []
  for (const signUp of await stillQueued(change, [...contents.keys()])) {
    const { id, requestId } = signUp
    if (kind === 'wait') {
      const outcome = await holdForVendor(change, signUp)
      held.push({ id, requestId, outcome, reason: 'pending_at_vendor' })
    } else {
      await hold(change, signUp, contents.get(id) ?? '')
      held.push({ id, requestId, outcome: 'held' })
    }
  }
  await unclaim(change.transaction, call.id)
  return held
}
