import { sleep } from '../../time/timeout.ts'
import { type Database, StoreError } from '../database.ts'
import { text } from '../row.ts'
import { MIGRATIONS, type Migration } from './schema.ts'

/** The PostgreSQL advisory lock held while migrating: an arbitrary number, the same in every relay. */
const MIGRATION_LOCK = 7_420_170_301

/**
 * How long the migration waits for a table that relays of an earlier version are using. PostgreSQL looks for deadlocks after a
 * second, so before that the migration gives way, and is tried again.
 */
const LOCK_MS = 300
const PAUSE_MS = 100
const TRIES = 100

/**
 * Brings the schema up to date. Each migration runs once, even if several relays start together: all run in one
 * transaction under SQLite's write lock or PostgreSQL's advisory lock. Resolves to the names of the migrations it ran.
 * Rejects with the fault `newer` if the database has a migration that this version of the relay does not know.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runMissing(database, migrations)
    } catch (error) {
      const isBusy = error instanceof StoreError && error.fault === 'busy'
      if (database.engine === 'sqlite' || !isBusy || tries === TRIES) throw error
      await sleep(PAUSE_MS)
    }
  }
}

function runMissing(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  return database.transaction(async (transaction) => {
    if (database.engine === 'postgres') {
      await transaction.all('SELECT pg_advisory_xact_lock(?)', MIGRATION_LOCK)
      await transaction.run(`SET LOCAL lock_timeout = ${LOCK_MS}`)
    }
    const sql = 'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, position INTEGER NOT NULL)'
    await transaction.run(sql)
    const rows = await transaction.all('SELECT name FROM migrations ORDER BY position')
    const done = new Set(rows.map((row) => text(row, 'name')))
    const unknown = [...done].find((name) => !migrations.some((migration) => migration.name === name))
    if (unknown !== undefined) {
      throw new StoreError(
        'newer',
        `the database was written by a later version of the relay (it has the migration "${unknown}"): start that version`,
      )
    }
    const missing = migrations.filter((migration) => !done.has(migration.name))
    for (const [index, { name, statements }] of missing.entries()) {
      for (const statement of statements) await transaction.run(statement)
      await transaction.run('INSERT INTO migrations (name, position) VALUES (?, ?)', name, done.size + index)
    }
    return missing.map((migration) => migration.name)
  })
}
