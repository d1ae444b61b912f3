import type { MiddlewareHandler } from 'hono'

/**
 * Lets any page read the answers of `/v1`, without credentials. This is no guard: the refusal is, and a refused
 * widget can only say why if it may read the refusal. The origin is echoed, so caches must keep answers apart.
 */
export const cors: MiddlewareHandler = async (context, next) => {
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
  if (origin === undefined) return
  context.header('access-control-allow-origin', origin)
  context.header('access-control-expose-headers', 'Retry-After')
}
