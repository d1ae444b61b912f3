import type { Logger } from 'pino'
import { DAY_MS } from '../../time/duration.ts'
import type { Tokens } from './tokens.ts'

/**
 * Has the tokens look, now and every day, whether nothing has used the grant for a month: unused for 180 days, it ends.
 * Keeps no process from ending.
 */
export function keepGrantAlive(tokens: Pick<Tokens, 'keepAlive'>, log: Pick<Logger, 'error'>): void {
  const look = () =>
    tokens.keepAlive().catch((error: unknown) => log.error({ error: String(error) }, 'keep alive'))
  void look()
  setInterval(look, DAY_MS).unref()
}
