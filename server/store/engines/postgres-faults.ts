import { errorCode } from '../../http/error-code.ts'
import { StoreError, type StoreFault } from '../database.ts'

/** What to set where PgBouncer stands before PostgreSQL, and pools or refuses what the relay needs of a connection. */
const PGBOUNCER =
  'In pgbouncer.ini set pool_mode = session and ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout, options'

export const POOLED_TRANSACTIONS = `a pooler in front of it gives each transaction another connection, so that the relay misses notifications. ${PGBOUNCER}`

/** What to do, by what a server, a pooler, `pg` or TLS says. */
const REMEDIES: readonly [RegExp, string][] = [
  [/^unsupported startup parameter|^transaction blocks not allowed in statement pooling mode/, PGBOUNCER],
  [
    /self-signed certificate|unable to (verify|get)/,
    'Add sslrootcert=FILE to DATABASE_URL, with the certificate of the authority that signed the server’s',
  ],
  [/altnames/, 'Name the server in DATABASE_URL as its certificate does'],
  [
    /does not support SSL/,
    'Set ssl = on in postgresql.conf, or sslmode=disable in DATABASE_URL where nobody can listen in between',
  ],
  [/no encryption$/, 'Add sslmode=verify-full to DATABASE_URL'],
]

/** Runs `work` on PostgreSQL; whatever it rejects with becomes a `StoreError`. */
export async function withStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    // The messages of classes 22 and 23 can quote the values of a row.
    const isQuoting = code.startsWith('22') || code.startsWith('23')
    const said = error instanceof Error ? error.message : String(error)
    const remedy = REMEDIES.find(([pattern]) => pattern.test(said))?.[1]
    const message = remedy === undefined ? said : `${said}. ${remedy}`
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
