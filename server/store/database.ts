/** A value that goes into, or comes out of, the database. Times are milliseconds since 1970 as numbers. */
export type SqlValue = string | number | null | Uint8Array
export type Row = Record<string, SqlValue>

/**
 * The small seam behind which SQLite and PostgreSQL stand. SQL is plain, with `?` for each parameter; the few
 * fragments in which the engines differ ask `engine`.
 */
export type Database = {
  readonly engine: 'sqlite' | 'postgres'
  /** Runs one statement; resolves to the number of rows it changed. */
  run(sql: string, ...parameters: SqlValue[]): Promise<number>
  /** Runs one query; resolves to its rows. */
  all(sql: string, ...parameters: SqlValue[]): Promise<Row[]>
  /** Runs `work` in one transaction, committed when it resolves and durable then; rolled back when it rejects. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}
