import { ADDRESS_PARTS, TEXT_FIELDS } from '../../contract.ts'

const CUSTOM_FIELD = 'custom_fields.'
const SINGLE = [
  'submission_id',
  'email_address',
  ...TEXT_FIELDS,
  'birthday_month',
  'birthday_day',
  'anniversary',
  'page',
  'language',
  'proof',
  'captcha',
]
const NESTED: Record<string, readonly string[]> = {
  street_address: ['kind', ...ADDRESS_PARTS],
  consent: ['given', 'text'],
  signals: ['trap', 'elapsed_ms'],
}
const NUMBERS = ['birthday_month', 'birthday_day', 'signals.elapsed_ms']

/** Converts to a number what should be one and is; leaves any other text for the schema to refuse. */
function typed(name: string, text: string): unknown {
  if (name === 'consent.given') return text === 'true' ? true : text
  return NUMBERS.includes(name) && /^\d{1,15}$/.test(text.trim()) ? Number(text) : text
}

/** One value as it is; several remain a list, which the schema refuses. */
function single(name: string, values: string[]): unknown {
  const [first, ...others] = values
  return others.length === 0 && first !== undefined ? typed(name, first) : values
}

function nestedName(name: string): [group: string, part: string] | undefined {
  const [group = '', part = '', ...deeper] = name.split('.')
  return deeper.length === 0 && Object.hasOwn(NESTED, group) && NESTED[group]?.includes(part)
    ? [group, part]
    : undefined
}

/**
 * Turns the dotted names of a form post into the body a JSON sign-up has: `street_address.city`,
 * `custom_fields.<uuid>` (several values joined by `, `), repeated `list_memberships`. Unknown names are kept, so that the
 * schema reports them.
 */
export function decodeForm(form: URLSearchParams): Record<string, unknown> {
  const body = new Map<string, unknown>()
  const groups = new Map<string, Map<string, unknown>>()
  const customFields: { custom_field_id: string; value: string }[] = []
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    const nested = nestedName(name)
    if (name === 'list_memberships') body.set(name, values)
    else if (nested) {
      const [group, part] = nested
      const parts = groups.get(group) ?? new Map<string, unknown>()
      groups.set(group, parts.set(part, single(name, values)))
    } else if (name.startsWith(CUSTOM_FIELD)) {
      const value = values.filter((text) => text.trim() !== '').join(', ')
      customFields.push({ custom_field_id: name.slice(CUSTOM_FIELD.length), value })
    } else if (SINGLE.includes(name)) body.set(name, single(name, values))
    else body.set(name, values)
  }
  for (const [group, parts] of groups) body.set(group, Object.fromEntries(parts))
  if (customFields.length > 0) body.set('custom_fields', customFields)
  return Object.fromEntries(body)
}
