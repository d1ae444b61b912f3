import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { type Database, StoreError, type StoreFault, type Topic } from '../database.ts'
import { createAnnouncements } from './announcements.ts'
import { fileIdentity } from './file-identity.ts'
import { type SqliteModule, sqliteModule } from './sqlite-module.ts'

/**
 * In this order: every later statement may meet another process's lock, so the timeout comes first. Once the database is
 * open, SQLite itself waits only briefly, because that blocks the whole process; `retryWhileBusy` waits the rest.
 */
const PRAGMAS = [
  'PRAGMA busy_timeout = 5000',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  // On macOS a plain fsync leaves the data in the drive's own cache.
  'PRAGMA fullfsync = ON',
  'PRAGMA foreign_keys = ON',
  'PRAGMA busy_timeout = 20',
]
const LOCK_TIMEOUT_MS = 5000
const LOCK_RETRY_MS = 5
/** Preparing a statement takes several times as long as running it. */
const STATEMENTS_KEPT = 200

/** Opens the database file at `path`, creating it and its folder if missing; `:memory:` keeps nothing. */
export async function openSqlite(path: string): Promise<Database> {
  const { DatabaseSync } = await sqliteModule()
  const connection = await open(path, DatabaseSync)
  const direct = statements(connection)
  /** Moves what the log holds into the file itself. */
  const emptyLog = () => direct.all('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined)
  // A log that was deleted is still open, and the last moment to save what it holds is now.
  const assertInPlace = fileIdentity(path, emptyLog)
  assertInPlace()
  const enqueue = createQueue()
  const announcements = createAnnouncements()
  let closed = false

  async function transaction<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const announced: [Topic, string][] = []
    const inner: Database = {
      engine: 'sqlite',
      ...direct,
      transaction: (more) => more(inner),
      announce: async (topic, text) => void announced.push([topic, text]),
      listen: announcements.listen,
      close: () => Promise.reject(new StoreError('broken', 'a transaction cannot close its database')),
    }
    await retryWhileBusy(() => direct.run('BEGIN IMMEDIATE'))
    try {
      const result = await work(inner)
      await direct.run('COMMIT')
      assertInPlace()
      for (const [topic, text] of announced) announcements.emit(topic, text)
      return result
    } catch (error) {
      // On a full disk SQLite has already rolled back by itself, and ROLLBACK fails.
      await direct.run('ROLLBACK').catch(() => undefined)
      throw error
    }
  }

  /** Runs one statement. What is read from, or written to, a file that is no longer in place does not count. */
  const one = <T>(statement: () => Promise<T>): Promise<T> =>
    enqueue(async () => {
      const result = await retryWhileBusy(statement)
      assertInPlace()
      return result
    })

  return {
    engine: 'sqlite',
    run: (sql, ...parameters) => one(() => direct.run(sql, ...parameters)),
    all: (sql, ...parameters) => one(() => direct.all(sql, ...parameters)),
    now: direct.now,
    transaction: (work) => enqueue(() => transaction(work)),
    announce: async (topic, text) => announcements.emit(topic, text),
    listen: announcements.listen,
    close: () =>
      enqueue(async () => {
        if (closed) return
        closed = true
        // So that the file alone is the whole database, and can be copied.
        await emptyLog()
        connection.close()
      }),
  }
}

/** Runs each piece of work after the one before it has ended, successfully or not. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

async function open(path: string, DatabaseSync: SqliteModule['DatabaseSync']): Promise<DatabaseSyncInstance> {
  try {
    if (path !== ':memory:') await mkdir(dirname(path), { recursive: true })
    const connection = new DatabaseSync(path)
    for (const pragma of PRAGMAS) connection.exec(pragma)
    return connection
  } catch (error) {
    throw new StoreError('unreachable', `the database file ${path} cannot be opened: ${messageOf(error)}`)
  }
}

/** The statements of a connection, each run at once. */
function statements(connection: DatabaseSyncInstance): Pick<Database, 'run' | 'all' | 'now'> {
  const prepare = statementCache(connection)
  return {
    run: async (sql, ...parameters) => withStoreErrors(() => Number(prepare(sql).run(...parameters).changes)),
    all: async (sql, ...parameters) => withStoreErrors(() => prepare(sql).all(...parameters)),
    now: async () => Date.now(),
  }
}

/** Tries again while another process holds the lock; a statement that fails because of the lock has changed nothing. */
async function retryWhileBusy<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + LOCK_TIMEOUT_MS; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError) || error.fault !== 'busy' || performance.now() > end) throw error
      await sleep(LOCK_RETRY_MS)
    }
  }
}

function statementCache(connection: DatabaseSyncInstance): (sql: string) => StatementSyncInstance {
  const kept = new Map<string, StatementSyncInstance>()
  return (sql) => {
    const known = kept.get(sql)
    if (known !== undefined) return known
    if (kept.size >= STATEMENTS_KEPT) kept.clear()
    const statement = connection.prepare(sql)
    kept.set(sql, statement)
    return statement
  }
}

function withStoreErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new StoreError(faultOf(error), `SQLite: ${messageOf(error)}`)
  }
}

/** By SQLite's primary result code, the low byte of the extended one (https://sqlite.org/rescode.html). */
function faultOf(error: unknown): StoreFault {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  return FAULTS[code] ?? 'broken'
}
const FAULTS: Record<number, StoreFault> = {
  ...{ 5: 'busy', 6: 'busy', 8: 'unreachable', 13: 'full', 14: 'unreachable', 19: 'constraint' },
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
