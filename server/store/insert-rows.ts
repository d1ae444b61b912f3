import type { Database, SqlValue } from './database.ts'

const ROWS_A_STATEMENT = 50

/** Inserts rows, many with each statement. `into`: the table and its columns. */
export async function insertRows(
  transaction: Database,
  into: string,
  rows: readonly SqlValue[][],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const some = rows.slice(from, from + ROWS_A_STATEMENT)
    const places = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ')
    await transaction.run(`INSERT INTO ${into} VALUES ${places}`, ...some.flat())
  }
}
