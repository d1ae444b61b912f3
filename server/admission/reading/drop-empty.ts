/** Deeper than any sign-up is; what is nested deeper is left for the schema to refuse. */
const MAX_DEPTH = 4

/** Trims every text and drops what is empty or null, which means the same as absent. */
function withoutEmpty(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (value === null) return undefined
  if (typeof value !== 'object' || depth > MAX_DEPTH) return value
  if (Array.isArray(value))
    return value.map((item) => withoutEmpty(item, depth + 1)).filter((item) => item !== undefined)
  const entries = Object.entries(value)
    .map(([name, part]): [string, unknown] => [name, withoutEmpty(part, depth + 1)])
    .filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries)
}

/** True for a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasNoValue(field: unknown): boolean {
  return isRecord(field) && Object.keys(field).join() === 'custom_field_id'
}

/**
 * A body with its texts trimmed, without what is empty or null, without custom fields that have no value, and without an
 * address that has only a kind.
 */
export function dropEmpty(posted: Record<string, unknown>): Record<string, unknown> {
  const cleaned = withoutEmpty(posted)
  const kept = new Map(Object.entries(isRecord(cleaned) ? cleaned : {}))
  const fields = kept.get('custom_fields')
  const address = kept.get('street_address')
  if (Array.isArray(fields)) {
    const filled = fields.filter((field) => !hasNoValue(field))
    if (filled.length > 0) kept.set('custom_fields', filled)
    else kept.delete('custom_fields')
  }
  if (isRecord(address) && Object.keys(address).every((part) => part === 'kind'))
    kept.delete('street_address')
  return Object.fromEntries(kept)
}
