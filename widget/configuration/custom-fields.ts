import { isUuid, SETTING_LIMITS } from '../../server/contract.ts'

export const CUSTOM_FIELD_TYPES = [
  'text',
  'textarea',
  'date',
  'number',
  'select',
  'radio',
  'checkbox',
  'hidden',
] as const
type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number]

/** What a visitor chooses among; `value` is sent, `label` is read and never empty. */
export type Option = { value: string; label: string }

export type CustomField = {
  /** The id of the field at Constant Contact, in lower case. */
  id: string
  type: CustomFieldType
  /** Empty only for a hidden field. */
  label: string
  required: boolean
  /** Never empty for select and radio; a checkbox without options is a single box. */
  options: Option[]
  /** What the field holds at first; what a hidden field or a ticked single box sends. */
  value: string
  help: string
}

/** Reads custom fields given as such, or else as JSON; undefined if anything is not as documented: see explain.ts. */
export function readCustomFields(text: string, given: string | object = text): CustomField[] | undefined {
  let entries: unknown = given
  try {
    if (isText(given)) entries = JSON.parse(text)
  } catch {}
  if (!Array.isArray(entries) || entries.length > SETTING_LIMITS.custom_fields) return
  return allOrNone(entries.map(readCustomField), ({ id }) => id)
}

/** Reads one entry of the array. */
export function readCustomField(entry: unknown): CustomField | undefined {
  const {
    id,
    type: name,
    label = '',
    required = false,
    options: choices = [],
    value = '',
    help = '',
  }: Record<string, unknown> = Object(entry)
  const type = CUSTOM_FIELD_TYPES.find((known) => known === name)
  const options = Array.isArray(choices) && allOrNone(choices.map(readOption), (option) => option.value)
  if (
    type &&
    options &&
    isText(id) &&
    isUuid(id) &&
    isText(label) &&
    isText(value) &&
    isText(help) &&
    typeof required === 'boolean' &&
    value.length <= SETTING_LIMITS.custom_field_value &&
    (type === 'hidden' ? value : label).trim() &&
    (options.length || !/select|radio/.test(type))
  ) {
    return { id: id.toLowerCase(), type, label, required, options, value, help }
  }
  return
}

function readOption(choice: unknown): Option | undefined {
  const { value = choice, label = value }: Record<string, unknown> = Object(choice)
  return isText(value) && isText(label) && value.trim() && value.length <= SETTING_LIMITS.custom_field_value
    ? { value: value.trim(), label: label.trim() || value }
    : undefined
}

/** The items if each is there and no two have the same key. */
export function allOrNone<T>(items: (T | undefined)[], key: (item: T) => string): T[] | undefined {
  const found = items.filter((item) => item !== undefined)
  return new Set(found.map(key)).size === items.length ? found : undefined
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}
