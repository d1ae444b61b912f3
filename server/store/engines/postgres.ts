import pg from 'pg'
import { type Database, type Row, type SqlValue, StoreError } from '../database.ts'
import { number } from '../row.ts'
import { createAnnouncements } from './announcements.ts'
import { BACKEND, listenForAnnouncements } from './postgres-announcements.ts'
import { POOLED_TRANSACTIONS, withStoreErrors } from './postgres-faults.ts'

const CONNECTIONS = 10
const CONNECT_MS = 5000
/** Longer than any of our statements takes, and shorter than load balancers wait. */
const STATEMENT_MS = 10_000

/** PostgreSQL's INT8, which `pg` leaves as text: counts and milliseconds fit a number exactly. */
const INT8 = 20
const NOW = 'SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS time'

/** Opens a pool of connections to `url` (`postgres://…`) and proves that one of them answers. */
export async function openPostgres(url: string): Promise<Database> {
  const settings: pg.PoolConfig = {
    connectionString: verifiedUrl(url),
    application_name: 'signup-widget',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // A relay that froze in a transaction would keep every other one from recording.
    idle_in_transaction_session_timeout: STATEMENT_MS,
    statement_timeout: STATEMENT_MS,
    // The server's limits do not help when the network loses the answer.
    query_timeout: 2 * STATEMENT_MS,
    options: '-c synchronous_commit=on',
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  }
  const pool = new pg.Pool({ ...settings, max: CONNECTIONS })
  // The pool replaces an idle connection that was cut; without a listener the event would end the process.
  pool.on('error', ignore)
  const announcements = createAnnouncements()
  const listener = listenForAnnouncements(settings, announcements)
  let closing: Promise<void> | undefined

  async function transaction<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const client = await withStoreErrors(() => pool.connect())
    const inner: Database = {
      engine: 'postgres',
      ...statements(client),
      transaction: (more) => more(inner),
      listen: announcements.listen,
      close: () => Promise.reject(new StoreError('broken', 'a transaction cannot close its database')),
    }
    // While a client is out of the pool, its errors are its borrower's, and the statement in progress rejects.
    client.on('error', ignore)
    let broken = false
    try {
      await inner.run('BEGIN')
      const result = await work(inner)
      await inner.run('COMMIT')
      return result
    } catch (error) {
      await inner.run('ROLLBACK').catch(() => {
        broken = true
      })
      throw error
    } finally {
      client.off('error', ignore)
      client.release(broken)
    }
  }

  /**
   * A pooler such as PgBouncer may share the server's connections among transactions, and then LISTEN hears nothing, without
   * an error. During a transaction such a pooler gives the listener another connection than before, or has given its own away.
   */
  async function refusePooledTransactions(): Promise<void> {
    const before = await listener.backend()
    await transaction(async (inner) => {
      const [row] = await inner.all(BACKEND)
      if (row?.['pid'] === before || (await listener.backend()) !== before)
        throw new StoreError('broken', `PostgreSQL: ${POOLED_TRANSACTIONS}`)
    })
  }

  const database: Database = {
    engine: 'postgres',
    ...statements(pool),
    transaction,
    listen: announcements.listen,
    close() {
      closing ??= listener.close().then(() => pool.end())
      return closing
    },
  }
  try {
    await database.all('SELECT 1')
    await listener.start()
    await refusePooledTransactions()
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/**
 * `pg` verifies the certificate in all these modes, and warns at length unless the address says so. `system` means the
 * authorities that Node knows, and `pg` would read a file of that name.
 */
function verifiedUrl(url: string): string {
  if (/[?&]uselibpqcompat=/.test(url)) return url
  return url.replace(
    /([?&])(?:sslmode=(?:prefer|require|verify-ca)|sslrootcert=system)(?=&|$)/g,
    '$1sslmode=verify-full',
  )
}

function ignore(): void {}

function statements(connection: pg.Pool | pg.PoolClient): Pick<Database, 'run' | 'all' | 'announce' | 'now'> {
  const query = (sql: string, parameters: SqlValue[]): Promise<pg.QueryResult<Row>> =>
    withStoreErrors(() => connection.query<Row>(numbered(sql), parameters))
  return {
    run: async (sql, ...parameters) => (await query(sql, parameters)).rowCount ?? 0,
    all: async (sql, ...parameters) => (await query(sql, parameters)).rows,
    now: async () => number((await query(NOW, [])).rows[0], 'time'),
    announce: async (topic, text) => void (await query('SELECT pg_notify(?, ?)', [topic, text])),
  }
}

/** `?` becomes `$1`, `$2`, …: our SQL has no question marks other than parameters. */
function numbered(sql: string): string {
  return sql.split('?').reduce((before, after, place) => `${before}$${place}${after}`)
}
