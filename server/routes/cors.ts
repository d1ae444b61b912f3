import type { MiddlewareHandler } from 'hono'
import { HIDDEN_ORIGIN } from '../admission/origins.ts'
import type { Refusal } from '../admission/refusal.ts'
import type { RequestVariables } from './routes.ts'

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
        'access-control-allow-headers': allowedHeaders(context.req.header('access-control-request-headers')),
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

const OWN_HEADERS = ['Content-Type', 'Authorization']
const HEADER_NAME = /^[!#$%&'*+.^`|~\w-]+$/
/** Longer than what any page adds to its requests. */
const MOST_CHARACTERS = 1024

/**
 * Pages whose scripts wrap `fetch` add headers of their own, such as `traceparent`, and the browser asks for them. The relay
 * looks at none of them, so it may allow them all.
 */
function allowedHeaders(requested = ''): string {
  const known = OWN_HEADERS.map((name) => name.toLowerCase())
  const names = requested.split(',').map((name) => name.trim())
  const others = names.filter((name) => HEADER_NAME.test(name) && !known.includes(name.toLowerCase()))
  return [...OWN_HEADERS, ...(requested.length > MOST_CHARACTERS ? [] : new Set(others))].join(', ')
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
