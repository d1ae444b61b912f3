import type { Database } from '../store/database.ts'

/** No sign-up has this id: the first is 1. */
const ID = -1
/** About what the longest common sign-up takes, in characters. */
const SIZE = 1500

/**
 * Writes as much as a sign-up does into the same tables and deletes it again, unseen: a full disk may still replace a small
 * row but have no room for a new one.
 */
export async function writeSample(transaction: Database, now: number): Promise<void> {
  // Random, since PostgreSQL stores what repeats in less room.
  const filling = Buffer.from(crypto.getRandomValues(new Uint8Array(SIZE * 0.75))).toString('base64')
  const sql = `INSERT INTO signups (id, address, identity, state, recorded_at, since, in_line, alone, attempts, says, payload, request_id)
      VALUES (?, '', '', 'parked', ?, ?, 0, 0, 0, '', ?, '')`
  await transaction.run(sql, ID, now, now, filling)
  await transaction.run(
    "INSERT INTO consents (signup, address, recorded_at, sealed) VALUES (?, '', ?, ?)",
    ID,
    now,
    filling.slice(0, SIZE / 3),
  )
  await transaction.run('DELETE FROM consents WHERE signup = ?', ID)
  await transaction.run('DELETE FROM signups WHERE id = ?', ID)
}
