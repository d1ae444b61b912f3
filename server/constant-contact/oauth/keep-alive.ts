import type { Logger } from 'pino'
import { createBackgroundLoop } from '../../store/background-loop.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import type { Tokens } from './tokens.ts'

type Parts = { tokens: Pick<Tokens, 'keepAlive'>; sleep: Sleep; log: Pick<Logger, 'warn' | 'error'> }

/**
 * Checks now and every day whether the grant has not been used for a month, and refreshes it: a grant that is unused for 180
 * days ends.
 */
export function createKeepAlive({ tokens, sleep, log }: Parts) {
  const round = () => tokens.keepAlive().then(() => DAY_MS)
  return createBackgroundLoop({ name: 'keep alive', round, retryMs: DAY_MS, sleep, log })
}
