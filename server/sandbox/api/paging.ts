import { Buffer } from 'node:buffer'

export type Links = { _links?: { next: { href: string } } }
export type Question = { kind: 'asked'; query: Query } | { kind: 'refused'; message: string }
export type Query = { values: URLSearchParams; limit: number; offset: number }

const DEFAULT_LIMIT = 50

/**
 * Reads the query of a collection, or the cursor of its next page, which carries the whole query. A parameter that
 * the stand-in does not know is refused rather than ignored.
 */
export function readQuery(given: URLSearchParams, names: string[], most: number): Question {
  const cursor = given.get('cursor')
  const values = cursor === null ? given : new URLSearchParams(Buffer.from(cursor, 'base64url').toString())
  const unknown = [...values.keys()].find((name) => ![...names, 'limit', 'offset'].includes(name))
  if (unknown !== undefined) return { kind: 'refused', message: `${unknown} is not a known parameter` }
  if (cursor === null && values.has('offset'))
    return { kind: 'refused', message: 'offset is not a known parameter' }
  const limit = wholeNumber(values.get('limit') ?? String(DEFAULT_LIMIT))
  const offset = wholeNumber(values.get('offset') ?? (cursor === null ? '0' : ''))
  if (limit === undefined || limit < 1 || limit > most) return { kind: 'refused', message: invalid('limit') }
  if (offset === undefined) return { kind: 'refused', message: invalid('cursor') }
  return { kind: 'asked', query: { values, limit, offset } }
}

/** One page of a collection, and the link to the next, which is a path without a host. */
export function pageOf<T>(
  all: T[],
  path: string,
  { values, limit, offset }: Query,
): { items: T[]; links: Links } {
  const end = offset + limit
  const items = all.slice(offset, end)
  if (end >= all.length) return { items, links: {} }
  const following = new URLSearchParams(values)
  following.set('offset', String(end))
  const cursor = Buffer.from(following.toString()).toString('base64url')
  return { items, links: { _links: { next: { href: `${path}?cursor=${cursor}` } } } }
}

/** The comma-separated values of a parameter; undefined when one of them is none of `allowed`. */
export function choices<T extends string>(text: string | null, allowed: readonly T[]): T[] | undefined {
  if (text === null) return []
  const found = text.split(',').map((name) => allowed.find((one) => one === name))
  return found.every((one) => one !== undefined) ? found : undefined
}

export function invalid(name: string): string {
  return `${name} does not have a valid value`
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
