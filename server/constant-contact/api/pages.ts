import { z } from 'zod'
import { type Failure, failureOf, isSuccess, type Trace, traceOf } from './answer.ts'
import type { SendRequest } from './exchange.ts'
import { links } from './records.ts'

export type Read<T> = (Trace & { kind: 'read'; value: T }) | Failure

/** Makes the call for one page when its turn has come: a collection of several pages takes several calls. */
export type MakeCall = <T>(
  call: (accessToken: string) => Promise<Read<T>>,
  accessToken: string,
) => Promise<Read<T>>
const atOnce: MakeCall = (call, accessToken) => call(accessToken)

/** A page of 1,000 lists with their descriptions can be large; more than 100 pages are a fault. */
const MAX_BYTES = 4_194_304
const MAX_PAGES = 100

/** Reads one answer that must be a success and fit `schema`. */
export async function readOne<T>(
  send: SendRequest,
  accessToken: string,
  url: URL,
  schema: z.ZodType<T>,
): Promise<Read<T>> {
  const exchange = await send({ method: 'GET', url, accessToken, maxBytes: MAX_BYTES })
  const trace = traceOf(exchange)
  if (exchange.kind === 'down' || !isSuccess(exchange.status)) {
    const failure = failureOf(exchange)
    // What is read has an address without anybody's id in it, and no body: such an answer is a fault of the endpoint.
    const isEndpoints = failure.kind === 'not_found' || failure.kind === 'unsupported_media_type'
    if (!isEndpoints || exchange.kind === 'down') return failure
    return { kind: 'down', cause: 'status', sent: true, status: exchange.status, ...trace }
  }
  const { body, status } = exchange
  const parsed = body.kind === 'json' ? schema.safeParse(body.value) : undefined
  if (parsed?.success) return { kind: 'read', value: parsed.data, ...trace }
  const cause = body.kind === 'unread' ? body.cause : 'unreadable'
  return { kind: 'down', cause, sent: true, status, ...trace }
}

/**
 * Reads a collection to its end. The links to the next page are paths (`/v3/contact_lists?cursor=…`); one that leads to
 * another host is not followed, since it would be sent the token.
 */
export async function readAll<T>(
  send: SendRequest,
  accessToken: string,
  first: URL,
  itemsUnder: string,
  item: z.ZodType<T>,
  makeCall = atOnce,
): Promise<Read<T[]>> {
  const schema = links.and(z.object({ [itemsUnder]: z.array(item) }))
  const items: T[] = []
  const seen = new Set<string>()
  for (let url = first; seen.size < MAX_PAGES; ) {
    seen.add(url.href)
    const here = url
    const page = await makeCall((token) => readOne(send, token, here, schema), accessToken)
    if (page.kind !== 'read') return page
    items.push(...(page.value[itemsUnder] ?? []))
    const href = page.value._links?.next?.href
    if (href === undefined) return { ...page, value: items }
    if (!URL.canParse(href, first.href)) break
    const next = new URL(href, first)
    if (next.origin !== first.origin || seen.has(next.href)) break
    url = next
  }
  return { kind: 'down', cause: 'unreadable', sent: true }
}
