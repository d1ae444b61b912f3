import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'
import type { FieldFaults } from '../contract.ts'
import type { RequestVariables } from './routes.ts'

const MOST_NAMES = 5
/** What a developer calls a field, which no visitor's word or address looks like. */
const FIELD_NAME = /^[\w.[\]-]{1,64}$/

/** The names of fields that the contract does not have; undefined if there is none. */
function loggableNames(ignored: string[], faults: FieldFaults): string[] | undefined {
  const names = [...ignored, ...Object.keys(faults).filter((name) => faults[name] === 'unknown')]
  if (names.length === 0) return undefined
  return names.slice(0, MOST_NAMES).map((name) => (FIELD_NAME.test(name) ? name : '?'))
}

/**
 * Logs one line per request: the pattern of the route (an address may contain what somebody typed), the status, the time
 * and the result. Calls to Constant Contact carry the same id.
 */
export function requestLog(
  log: Logger,
  now: () => number,
): MiddlewareHandler<{ Variables: RequestVariables }> {
  return async (context, next) => {
    const requestId = randomUUID()
    const start = now()
    context.set('requestId', requestId)
    await next()
    const refusal = context.get('refusal')
    log.info(
      {
        requestId,
        method: context.req.method,
        route: routePath(context),
        status: context.res.status,
        ms: now() - start,
        action: context.get('action'),
        code: refusal?.code,
        cause: refusal?.cause,
        origin: refusal?.origin,
        fields: refusal?.fields && Object.values(refusal.fields),
        unknown: loggableNames(context.get('unknown') ?? [], refusal?.fields ?? {}),
      },
      'request',
    )
  }
}
