import pg from 'pg'
import { type Database, type Row, type SqlValue, StoreError, type StoreFault } from './database.ts'

const CONNECTIONS = 10
const CONNECT_MS = 5000

/** PostgreSQL's INT8, which `pg` leaves as text: counts and milliseconds fit a number exactly. */
const INT8 = 20

/** Opens a pool of connections to `url` (`postgres://…`) and proves that one of them answers. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'signup-widget',
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  })
  // An idle connection that the server cut is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const database: Database = {
    engine: 'postgres',
    ...statements(pool),
    transaction: async (work) => {
      const client = await named(() => pool.connect())
      const inner: Database = {
        engine: 'postgres',
        ...statements(client),
        transaction: (more) => more(inner),
        close: () => Promise.reject(new StoreError('broken', 'a transaction cannot close its database')),
      }
      // While a client is out, its errors are its borrower's.
      client.on('error', ignore)
      let broken = true
      try {
        await inner.run('BEGIN')
        const result = await work(inner)
        await inner.run('COMMIT')
        broken = false
        return result
      } catch (error) {
        broken = await inner.run('ROLLBACK').then(
          () => false,
          () => true,
        )
        throw error
      } finally {
        client.off('error', ignore)
        client.release(broken)
      }
    },
    close: () => named(() => pool.end()),
  }
  await database.all('SELECT 1')
  return database
}

function ignore(): void {}

type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>

function statements(connection: Queryable): Pick<Database, 'run' | 'all'> {
  const query = (sql: string, parameters: SqlValue[]): Promise<pg.QueryResult<Row>> =>
    named(() => connection.query<Row>(numbered(sql), parameters))
  return {
    run: async (sql, ...parameters) => (await query(sql, parameters)).rowCount ?? 0,
    all: async (sql, ...parameters) => (await query(sql, parameters)).rows,
  }
}

/** `?` becomes `$1`, `$2`, …: our SQL holds no question mark but for a parameter. */
function numbered(sql: string): string {
  let count = 0
  return sql.replace(/\?/g, () => {
    count += 1
    return `$${count}`
  })
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    throw new StoreError(faultOf(code), `PostgreSQL: ${describe(code, error)}`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html); anything else is the network. */
function faultOf(code: string): StoreFault {
  if (!/^[\dA-Z]{5}$/.test(code)) return 'unreachable'
  if (code === '53100') return 'full'
  if (code === '55P03' || code.startsWith('40')) return 'busy'
  if (code.startsWith('23')) return 'constraint'
  return /^(08|28|3D|53|57)/.test(code) ? 'unreachable' : 'broken'
}

/** Only a mistake in our SQL is quoted whole: other messages may hold the values of a row. */
function describe(code: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return code.startsWith('22') || code.startsWith('23') ? `SQLSTATE ${code}` : error.message
}
