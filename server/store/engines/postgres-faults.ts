import { StoreError, type StoreFault } from '../database.ts'

/** What to set where PgBouncer stands before PostgreSQL, and pools or refuses what the relay needs of a connection. */
const PGBOUNCER =
  'In pgbouncer.ini set pool_mode = session and ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout, options'

export const POOLED_TRANSACTIONS = `a pooler in front of it gives each transaction another connection, so that the relay misses notifications. ${PGBOUNCER}`

const BOUNCER_SAYS = [
  'unsupported startup parameter',
  'transaction blocks not allowed in statement pooling mode',
]

/** Runs `work` on PostgreSQL; whatever it rejects with becomes a `StoreError`. */
export async function withStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // The messages of classes 22 and 23 can quote the values of a row.
    const isQuoting = code.startsWith('22') || code.startsWith('23')
    const said = error instanceof Error ? error.message : String(error)
    const isBouncer = BOUNCER_SAYS.some((start) => said.startsWith(start))
    const message = isBouncer ? `${said}. ${PGBOUNCER}` : said
    throw new StoreError(faultOf(code), `PostgreSQL: ${isQuoting ? `SQLSTATE ${code}` : message}`)
  }
}

/**
 * By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). An error without one comes from
 * the network or from `pg`'s own time limits.
 */
function faultOf(code: string): StoreFault {
  if (!/^[\dA-Z]{5}$/.test(code)) return 'unreachable'
  if (code === '53100') return 'full'
  if (code === '55P03' || code === '57014' || code.startsWith('40')) return 'busy'
  if (code.startsWith('23')) return 'constraint'
  return /^(08|25P03|28|3D|53|57)/.test(code) ? 'unreachable' : 'broken'
}
