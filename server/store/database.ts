/** A value that goes into, or comes out of, the database. Times are milliseconds since 1970 as numbers. */
export type SqlValue = string | number | null | Uint8Array
export type Row = Record<string, SqlValue>
export type Engine = 'sqlite' | 'postgres'

/** `recorded`: sign-ups wait. `settled`: ids, comma-separated, that wait no more. `lease`: nobody dispatches. */
export type Topic = 'recorded' | 'settled' | 'lease'

/**
 * The small seam behind which SQLite and PostgreSQL stand. SQL is plain, with `?` for each parameter; the few
 * fragments in which the engines differ ask `engine`. Every function rejects with a `StoreError`.
 */
export type Database = {
  readonly engine: Engine
  /** Runs one statement; resolves to the number of rows it changed. */
  run(sql: string, ...parameters: SqlValue[]): Promise<number>
  /** Runs one query; resolves to its rows. */
  all(sql: string, ...parameters: SqlValue[]): Promise<Row[]>
  /**
   * Runs `work` in one transaction, committed when it resolves and durable then; rolled back when it rejects.
   * `work` uses only the database it is given (with SQLite the outer one waits for the transaction to end) and
   * waits for nothing else, since it may hold back every other writer. Within `work`, `transaction` joins.
   */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  /**
   * Says `text` (at most 7,000 bytes, nobody's data) about `topic` to whoever listens once this transaction is
   * committed: with PostgreSQL every relay on the database, with SQLite this process alone. It may be missed
   * while a connection is down, so listeners also look for themselves from time to time.
   */
  announce(topic: Topic, text: string): Promise<void>
  /** Calls `heard` for each announcement until the returned function is called. */
  listen(topic: Topic, heard: (text: string) => void): () => void
  close(): Promise<void>
}

/**
 * What is wrong with the store: no room left (`full`), held by another process for too long (`busy`), not
 * there or gone away (`unreachable`), written by a later version of the relay (`newer`), a row that must not
 * be (`constraint`), or anything else, which is a bug or a broken disk (`broken`).
 */
export type StoreFault = 'full' | 'busy' | 'unreachable' | 'newer' | 'constraint' | 'broken'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault

  constructor(fault: StoreFault, message: string) {
    super(message)
    this.fault = fault
  }
}
