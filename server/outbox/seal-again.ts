import type { Database } from '../store/database.ts'
import { number, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'

const ROWS = 100

/** Seals with the newest key whatever an older one sealed, a few sign-ups at a time, `breathe`-ing between. */
export async function sealAgain(database: Database, seal: Seal, breathe: () => Promise<void>): Promise<void> {
  for (let last = 0; ; ) {
    const rows = await database.all(
      'SELECT id, identity, payload FROM signups WHERE id > ? AND payload IS NOT NULL ORDER BY id LIMIT ?',
      last,
      ROWS,
    )
    if (rows.length === 0) return
    await database.transaction(async (transaction) => {
      for (const row of rows) {
        const sealed = text(row, 'payload')
        const identity = text(row, 'identity')
        const opened = seal.open(sealed, identity)
        if (opened.kind === 'failed' || !opened.stale) continue
        // Only what was read is replaced: it may have been erased meanwhile.
        await transaction.run(
          'UPDATE signups SET payload = ? WHERE id = ? AND payload = ?',
          seal.seal(opened.text, identity),
          number(row, 'id'),
          sealed,
        )
      }
    })
    last = number(rows.at(-1), 'id')
    await breathe()
  }
}
