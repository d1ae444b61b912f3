import type { MiddlewareHandler } from 'hono'
import { HIDDEN_ORIGIN } from '../admission/origins.ts'
import type { Refusal } from '../admission/refusal.ts'
import type { RequestVariables } from './request-log.ts'

/**
 * Lets any page read the answers of `/v1`, without credentials. This is no guard: the refusal is, and a refused
 * widget can only say why if it may read the refusal. The origin is echoed, so caches must keep answers apart.
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
 * Who may read an answer. A hidden origin is never named. What hides it may post forms, and its scripts learn of those no more
 * than of any form post: they read that they may not post, and nothing else.
 */
function readerOf(
  origin: string | undefined,
  method: string,
  refused: Refusal | undefined,
): string | undefined {
  if (origin !== HIDDEN_ORIGIN) return origin
  return method === 'OPTIONS' || refused?.code === 'origin_not_allowed' ? '*' : undefined
}
