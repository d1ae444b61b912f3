import { Buffer } from 'node:buffer'

export type Links = { _links?: { next: { href: string } } }
type QueryReading = { kind: 'valid'; query: Query } | { kind: 'invalid'; message: string }
type Query = { values: URLSearchParams; limit: number; offset: number }

const DEFAULT_LIMIT = 50

/**
 * Reads the query of a collection, or the cursor of its next page, which holds the whole query. Unknown parameters
 * are refused rather than ignored.
 */
export function readQuery(given: URLSearchParams, names: string[], maxLimit: number): QueryReading {
  const cursor = given.get('cursor')
  const values = cursor === null ? given : new URLSearchParams(Buffer.from(cursor, 'base64url').toString())
  const unknown = [...values.keys()].find((name) => ![...names, 'limit', 'offset'].includes(name))
  if (unknown !== undefined) return { kind: 'invalid', message: `${unknown} is not a known parameter` }
  if (cursor === null && values.has('offset'))
    return { kind: 'invalid', message: 'offset is not a known parameter' }
  const limit = wholeNumber(values.get('limit') ?? String(DEFAULT_LIMIT))
  const offset = wholeNumber(values.get('offset') ?? (cursor === null ? '0' : ''))
  if (limit === undefined || limit < 1 || limit > maxLimit)
    return { kind: 'invalid', message: invalid('limit') }
  if (offset === undefined) return { kind: 'invalid', message: invalid('cursor') }
  return { kind: 'valid', query: { values, limit, offset } }
}

/** One page of a collection and the link to the next page, which has no host. */
export function paginate<T>(
  all: T[],
  path: string,
  { values, limit, offset }: Query,
): { items: T[]; links: Links } {
  const end = offset + limit
  const items = all.slice(offset, end)
  if (end >= all.length) return { items, links: {} }
  const next = new URLSearchParams(values)
  next.set('offset', String(end))
  const cursor = Buffer.from(next.toString()).toString('base64url')
  return { items, links: { _links: { next: { href: `${path}?cursor=${cursor}` } } } }
}

/** The comma-separated values of a parameter; undefined if one is not in `allowed`. */
export function choices<T extends string>(text: string | null, allowed: readonly T[]): T[] | undefined {
  if (text === null) return []
  const found = text.split(',').map((name) => allowed.find((value) => value === name))
  return found.every((value) => value !== undefined) ? found : undefined
}

export function invalid(name: string): string {
  return `${name} does not have a valid value`
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
