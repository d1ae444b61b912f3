import type { Logger } from 'pino'
import { loggableError } from '../../http/loggable-error.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Tokens } from './tokens.ts'

/**
 * Checks now and every day whether the grant has not been used for a month, and refreshes it: a grant that is unused for 180
 * days ends. Does not keep the process running.
 */
export function createKeepAlive(tokens: Pick<Tokens, 'keepAlive'>, log: Pick<Logger, 'error'>) {
  const check = () =>
    tokens.keepAlive().catch((error: unknown) => log.error(loggableError(error), 'keep alive'))
  let timer: NodeJS.Timeout | undefined
  let checking: Promise<void> | undefined
  return {
    start(): void {
      checking = check()
      timer = setInterval(() => {
        checking = check()
      }, DAY_MS)
      timer.unref()
    },
    /** Resolves once a check in progress has ended. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await checking
    },
  }
}
