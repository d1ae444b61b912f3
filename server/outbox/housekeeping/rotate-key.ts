import type { Database } from '../../store/database.ts'
import { number, text } from '../../store/row.ts'
import type { Seal } from '../../store/sealed.ts'
import { consentBinding } from '../consent.ts'

const ROWS = 100

/** A column of sealed texts. `id` is the table's key; each text is bound to the column `bound`, passed through `bind`. */
type SealedColumn = {
  table: string
  id: string
  column: string
  bound: string
  bind: (bound: string) => string
}

const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'signups', id: 'id', column: 'payload', bound: 'identity', bind: (identity) => identity },
  { table: 'consents', id: 'signup', column: 'sealed', bound: 'address', bind: consentBinding },
]

/** Seals with the newest key what an older one sealed, a few texts at a time with a `pause` in between. */
export async function sealWithNewKey(
  database: Database,
  seal: Seal,
  pause: () => Promise<unknown>,
): Promise<void> {
  for (const column of SEALED_COLUMNS) await sealColumn(database, seal, column, pause)
}

async function sealColumn(
  database: Database,
  seal: Seal,
  { table, id, column, bound, bind }: SealedColumn,
  pause: () => Promise<unknown>,
): Promise<void> {
  for (let last = 0; ; ) {
    const sql = `SELECT ${id}, ${bound}, ${column} FROM ${table} WHERE ${id} > ? AND ${column} IS NOT NULL ORDER BY ${id} LIMIT ?`
    const rows = await database.all(sql, last, ROWS)
    if (rows.length === 0) return
    await database.transaction(async (transaction) => {
      for (const row of rows) {
        const sealed = text(row, column)
        const boundTo = bind(text(row, bound))
        const opened = seal.open(sealed, boundTo)
        if (opened.kind === 'failed' || !opened.stale) continue
        // Replaces only what was read: it may have been erased in the meantime.
        await transaction.run(
          `UPDATE ${table} SET ${column} = ? WHERE ${id} = ? AND ${column} = ?`,
          seal.seal(opened.text, boundTo),
          number(row, id),
          sealed,
        )
      }
    })
    last = number(rows.at(-1), id)
    await pause()
  }
}
