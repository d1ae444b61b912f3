import { randomUUID } from 'node:crypto'
import type { Hono, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { Refusal } from '../admission/refusal.ts'
import type { Action } from '../contract.ts'

/** What the routes leave for the log: never what a visitor typed. */
export type RequestVariables = { requestId: string; refusal?: Refusal; action?: Action }

/** A group of the relay's paths, to be joined into one application. */
export type Routes = Hono<{ Variables: RequestVariables }>

/**
 * One line a request: the route's pattern instead of the address (an address may hold what somebody typed), the
 * status, the time, and what became of it. The same id goes along to Constant Contact's calls.
 */
export function requestLog(
  log: Logger,
  now: () => number,
): MiddlewareHandler<{ Variables: RequestVariables }> {
  return async (context, next) => {
    const requestId = randomUUID()
    const begun = now()
    context.set('requestId', requestId)
    await next()
    const refused = context.get('refusal')
    log.info(
      {
        requestId,
        method: context.req.method,
        route: routePath(context),
        status: context.res.status,
        ms: now() - begun,
        action: context.get('action'),
        code: refused?.code,
        cause: refused?.cause,
        fields: refused?.fields && Object.values(refused.fields),
      },
      'request',
    )
  }
}
