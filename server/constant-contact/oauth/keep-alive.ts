import type { Logger } from 'pino'
import { loggableError } from '../../http/loggable-error.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Tokens } from './tokens.ts'

/**
 * Checks now and every day whether the grant has not been used for a month, and refreshes it: a grant that is unused for 180
 * days ends. Does not keep the process running.
 */
export function keepGrantAlive(tokens: Pick<Tokens, 'keepAlive'>, log: Pick<Logger, 'error'>): void {
  const check = () =>
    tokens.keepAlive().catch((error: unknown) => log.error(loggableError(error), 'keep alive'))
  void check()
  setInterval(check, DAY_MS).unref()
}
