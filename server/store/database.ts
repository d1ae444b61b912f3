/** A value that goes into, or comes out of, the database. Times are milliseconds since 1970 as numbers. */
export type SqlValue = string | number | null | Uint8Array
export type Row = Record<string, SqlValue>
export type Engine = 'sqlite' | 'postgres'

/** `recorded`: sign-ups wait. `settled`: the id of a sign-up that no longer waits. `lease`: the dispatch lease is free. `settings`: the owner's settings have changed. */
export type Topic = 'recorded' | 'settled' | 'lease' | 'settings'

/**
 * The small interface to SQLite and PostgreSQL. SQL is plain, with `?` for each parameter; the few fragments in which
 * the engines differ depend on `engine`. Every function rejects with a `StoreError`.
 */
export type Database = {
  readonly engine: Engine
  /** Runs one statement; resolves to the number of rows it changed. */
  run(sql: string, ...parameters: SqlValue[]): Promise<number>
  /** Runs one query; resolves to its rows. */
  all(sql: string, ...parameters: SqlValue[]): Promise<Row[]>
  /**
   * Runs `work` in one transaction, committed when it resolves and durable then; rolled back when it rejects.
   * `work` must use only the database it is given (with SQLite the outer one waits for the transaction to end) and wait
   * for nothing else, since it may block every other writer. A `transaction` within `work` joins this one.
   */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  /**
   * Sends `text` (at most 7,000 bytes, no personal data) to the listeners of `topic` once this transaction is committed:
   * with PostgreSQL in every relay on the database, with SQLite in this process alone. It may be missed while a
   * connection is down, so listeners also poll from time to time.
   */
  announce(topic: Topic, text: string): Promise<void>
  /** Calls `onAnnouncement` for each announcement until the returned function is called. */
  listen(topic: Topic, onAnnouncement: (text: string) => void): () => void
  /**
   * The time that all relays on the database agree on, in milliseconds since 1970: PostgreSQL's own, since its relays may run
   * on machines whose clocks differ; this machine's with SQLite.
   */
  now(): Promise<number>
  close(): Promise<void>
}

/**
 * What is wrong with the store: no space left (`full`), locked by another process for too long (`busy`), missing or
 * disconnected (`unreachable`), a file that was deleted, moved or replaced under the relay (`moved`), written by a later version of the relay (`newer`), a row that breaks a constraint
 * (`constraint`), or anything else, which is a bug or a broken disk (`broken`).
 */
export type StoreFault = 'full' | 'busy' | 'unreachable' | 'moved' | 'newer' | 'constraint' | 'broken'

/** What is wrong with the database, in words. */
export const STORE_FAULTS: Record<StoreFault, string> = {
  full: 'the database is full',
  busy: 'the database is busy; try again in a moment',
  unreachable: 'the database cannot be reached',
  moved: 'the database file was deleted, moved or replaced while the relay was running',
  newer: 'the database was written by a later version of the relay',
  constraint: 'the database rejected the change',
  broken: 'the database reported an unexpected error',
}

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly fault: StoreFault

  constructor(fault: StoreFault, message: string) {
    super(message)
    this.fault = fault
  }
}
