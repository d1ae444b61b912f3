import type { MiddlewareHandler } from 'hono'
import { HIDDEN_ORIGIN } from '../admission/origins.ts'
import type { Refusal } from '../admission/refusal.ts'
import type { RequestVariables } from './request-log.ts'

/**
 * Lets any page read the answers of `/v1`, without credentials. CORS does not protect the relay, refusing an origin does,
 * and a widget can only explain a refusal that it may read. The origin is echoed, hence `Vary: Origin`.
 */
export const cors: MiddlewareHandler<{ Variables: RequestVariables }> = async (context, next) => {
  const origin = context.req.header('origin')
  const asset = context.req.path.endsWith('.js')
  if (context.req.method === 'OPTIONS') {
    context.res = new Response(null, {
      status: 204,
      headers: {
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'Content-Type, Authorization',
        'access-control-max-age': '7200',
      },
    })
  } else {
    await next()
  }
  if (asset) return
  context.header('vary', 'Origin', { append: true })
  const reader = readerOf(origin, context.req.method, context.get('refusal'))
  if (reader === undefined) return
  context.header('access-control-allow-origin', reader)
  context.header('access-control-expose-headers', 'Retry-After')
}

/**
 * Who may read an answer. A page with a hidden origin may post forms, but its scripts may read only that they were refused
 * for their origin.
 */
function readerOf(
  origin: string | undefined,
  method: string,
  refused: Refusal | undefined,
): string | undefined {
  if (origin !== HIDDEN_ORIGIN) return origin
  return method === 'OPTIONS' || refused?.code === 'origin_not_allowed' ? '*' : undefined
}
