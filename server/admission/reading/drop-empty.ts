/** Deeper than any sign-up is; what is nested further is left as it is, for the schema to refuse. */
const DEEPEST = 4

/** Trims every text and leaves out what is empty or null: both mean that nothing was said. */
function withoutEmpty(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (value === null) return undefined
  if (typeof value !== 'object' || depth > DEEPEST) return value
  if (Array.isArray(value))
    return value.map((item) => withoutEmpty(item, depth + 1)).filter((item) => item !== undefined)
  const entries = Object.entries(value)
    .map(([name, part]): [string, unknown] => [name, withoutEmpty(part, depth + 1)])
    .filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries)
}

/** True for what JSON writes in braces. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unanswered(field: unknown): boolean {
  return isRecord(field) && Object.keys(field).join() === 'custom_field_id'
}

/**
 * What a body says: its texts trimmed, without what is empty or null. A custom field without a value, and an address
 * of nothing but its kind, say nothing either.
 */
export function withoutUnsaid(posted: Record<string, unknown>): Record<string, unknown> {
  const cleaned = withoutEmpty(posted)
  const said = new Map(Object.entries(isRecord(cleaned) ? cleaned : {}))
  const fields = said.get('custom_fields')
  const address = said.get('street_address')
  if (Array.isArray(fields)) {
    const answered = fields.filter((field) => !unanswered(field))
    if (answered.length > 0) said.set('custom_fields', answered)
    else said.delete('custom_fields')
  }
  if (isRecord(address) && Object.keys(address).every((part) => part === 'kind'))
    said.delete('street_address')
  return Object.fromEntries(said)
}
