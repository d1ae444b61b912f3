import {
  ADDRESS_KINDS,
  ADDRESS_PARTS,
  inWesternDigits,
  isUuid,
  readBirthdayDay,
  TEXT_FIELDS,
} from '../../contract.ts'

/** The beginning of a custom field's name in a form post; its id follows. */
export const CUSTOM_FIELD = 'custom_fields.'
const SINGLE = [
  ...['submission_id', 'email_address', ...TEXT_FIELDS, 'birthday_month', 'birthday_day', 'anniversary'],
  ...['page', 'language', 'proof', 'captcha'],
]
const NESTED: Record<string, readonly string[]> = {
  street_address: ['kind', ...ADDRESS_PARTS],
  consent: ['given', 'text'],
  signals: ['trap', 'elapsed_ms'],
}
/** Every name that a form post may have, but for those of custom fields. */
export const FORM_NAMES: readonly string[] = [
  ...SINGLE,
  'list_memberships',
  ...Object.entries(NESTED).flatMap(([group, parts]) => parts.map((part) => `${group}.${part}`)),
]
const NUMBERS = ['birthday_month', 'birthday_day', 'signals.elapsed_ms']

/** Converts to a number what should be one and is; leaves any other text for the schema to refuse. */
function typed(name: string, text: string): unknown {
  if (!NUMBERS.includes(name)) return text
  const written = inWesternDigits(text).trim()
  if (/^\d{1,15}$/.test(written)) return Number(written)
  const day = name === 'birthday_day' ? readBirthdayDay(text) : Number.NaN
  return Number.isNaN(day) ? text : day
}

/** What the value of a box that is ticked never is, but that of a choice between two, or of a script's field, may be. */
const NOT_TICKED = [
  ...['', 'false', 'off', 'no', '0', 'n', 'f', 'none', 'null', 'undefined', 'unchecked'],
  ...['nein', 'non', 'nee', 'nej', 'nei', 'nie', 'ne', 'nem', 'não'],
]

/** A box without a value sends `on`. Beside one, frameworks put a hidden field for the box that is not ticked. */
function ticked(values: string[]): true | '' {
  return values.some((value) => !NOT_TICKED.includes(value.trim().toLowerCase())) || ''
}

/** Each value once: pages have a field twice, for phones and for desktops, and frameworks an empty one before it. */
function distinct(values: string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter(Boolean))]
}

/** One value as it is; several remain a list, which the schema refuses. */
function single(name: string, values: string[]): unknown {
  if (name === 'consent.given') return ticked(values)
  const [first = '', ...others] = distinct(values)
  return others.length === 0 ? typed(name, first) : values
}

/** True for a name that a form post may have. */
export function isFormName(name: string): boolean {
  if (name.startsWith(CUSTOM_FIELD)) return isUuid(name.slice(CUSTOM_FIELD.length))
  return FORM_NAMES.includes(name)
}

/** The names that mean nothing to the relay, such as the hidden fields of a site's own software. */
export function unknownNames(names: Iterable<string>): string[] {
  return [...names].filter((name) => !isFormName(name) && !isButton(name))
}

/** The visitor does not see the kind of an address, so none refuses them: by default it is the widget's default. */
function addressKind(given: unknown): string {
  const kind = String(given ?? 'home')
    .trim()
    .toLowerCase()
  return ADDRESS_KINDS.find((known) => known === kind) ?? (kind === '' ? 'home' : 'other')
}

const BUTTON =
  /^(?:[xy]|go|ok|op|save|send|join|action|commit|register|subscribe|sign[-_]?up|.*(?:submit|button|btn).*|[^.]+\.[xy])(?:\.[xy])?$/i

/** True for a name that people give to the button of a form, which browsers send along; images send where they were pressed. */
function isButton(name: string): boolean {
  return name.length <= 64 && BUTTON.test(name)
}

/**
 * Turns the dotted names of a form post into the body a JSON sign-up has: `street_address.city`,
 * `custom_fields.<uuid>` (several values joined by `, `), repeated `list_memberships`. Names that the relay does not know
 * are left out: no visitor can see them. `settings` are those of a form of ours, which does not post the kind of its address.
 */
export function decodeForm(
  form: ReadonlyMap<string, string[]>,
  settings = new URLSearchParams(),
): Record<string, unknown> {
  const body = new Map<string, unknown>()
  const groups = new Map<string, Map<string, unknown>>()
  const customFields: { custom_field_id: string; value: string }[] = []
  for (const [name, values] of [...form].filter(([name]) => isFormName(name))) {
    const [group = '', part] = name.split('.')
    if (name === 'list_memberships') body.set(name, values)
    else if (part === undefined) body.set(name, single(name, values))
    else if (name.startsWith(CUSTOM_FIELD)) {
      customFields.push({ custom_field_id: part, value: distinct(values).join(', ') })
    } else {
      const parts = groups.get(group) ?? new Map<string, unknown>()
      groups.set(group, parts.set(part, single(name, values)))
    }
  }
  const address = groups.get('street_address')
  address?.set('kind', addressKind(address.get('kind') ?? settings.get('address-kind')))
  for (const [group, parts] of groups) body.set(group, Object.fromEntries(parts))
  if (customFields.length > 0) body.set('custom_fields', customFields)
  return Object.fromEntries(body)
}
