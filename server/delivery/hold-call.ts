import type { Change } from '../outbox/change.ts'
import { beginConfirmation, heldAlready } from '../outbox/hold.ts'
import { announceSettled } from '../outbox/settled.ts'
import { TO_DELIVER } from '../outbox/states.ts'
import type { Call } from './next-call.ts'

/**
 * Holds each sign-up of a call by itself until its contact confirms; `contents` are the keyed hashes of what they say. One
 * that says the same as an earlier one goes: the link of that one is its link too.
 */
export async function holdCall(change: Change, call: Call, contents: readonly string[]): Promise<void> {
  const { transaction, now } = change
  for (const [index, row] of call.rows.entries()) {
    const content = contents[index] ?? ''
    // Its owner may have dropped it while its contact was looked up.
    const [still] = await transaction.all(`SELECT id FROM signups WHERE id = ? AND ${TO_DELIVER}`, row.id)
    if (still === undefined) continue
    const isRepeat = (await heldAlready(change, { address: call.address, content })) !== undefined
    if (isRepeat) {
      await transaction.run('DELETE FROM consents WHERE signup = ?', row.id)
      await transaction.run('DELETE FROM signups WHERE id = ?', row.id)
      change.leave(row.state)
    } else {
      await transaction.run(
        `UPDATE signups SET state = 'held', reason = 'unconfirmed', since = ?, due_at = NULL, awaited_until = NULL,
          in_line = 0 WHERE id = ?`,
        now,
        row.id,
      )
      change.move(row.state, 'held')
      await beginConfirmation(change, { id: row.id, address: call.address, content })
    }
  }
  await transaction.run('DELETE FROM calls WHERE id = ?', call.id)
  await announceSettled(
    transaction,
    call.rows.map(({ id }) => ({ id })),
  )
}
