import { isUuid, LIMITS } from '../server/contract.ts'

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
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number]

/** What a visitor chooses among; `value` is sent, `label` is read. */
export type Option = { value: string; label: string }

export type CustomField = {
  /** The id of the field at Constant Contact, in lower case. */
  id: string
  type: CustomFieldType
  /** Empty only for a hidden field. */
  label: string
  required: boolean
  /** Empty for every type but select, radio and checkbox; a checkbox without options is a single box. */
  options: Option[]
  /** What the field holds at first; what a hidden field or a ticked single box sends. */
  value: string
  help: string
}

/** Reads `data-custom-fields`; a string instead of fields says what is wrong with which entry, counted from 1. */
export function readCustomFields(json: string): CustomField[] | string {
  let entries: unknown
  try {
    entries = JSON.parse(json)
  } catch {
    return 'is not JSON'
  }
  if (!Array.isArray(entries)) return 'is not an array'
  if (entries.length > LIMITS.custom_fields) return `has more than ${LIMITS.custom_fields} entries`
  const fields: CustomField[] = []
  for (const entry of entries) {
    const field = readCustomField(entry)
    const number = `entry ${fields.length + 1}: `
    if (typeof field === 'string') return number + field
    if (fields.some(({ id }) => id === field.id)) return `${number}id is there twice`
    fields.push(field)
  }
  return fields
}

function readCustomField(entry: unknown): CustomField | string {
  if (!isRecord(entry)) return 'is not an object'
  const { required = false, options: choices = [] } = entry
  const texts = ['id', 'type', 'label', 'value', 'help'].map((name) => entry[name] ?? '')
  if (!texts.every(isText)) return 'id, type, label, value and help must be texts'
  const [id = '', type = '', label = '', value = '', help = ''] = texts
  if (!isUuid(id)) return 'id is not a UUID'
  if (!isType(type)) return `type is none of ${CUSTOM_FIELD_TYPES.join(', ')}`
  if (typeof required !== 'boolean') return 'required is neither true nor false'
  if (!(type === 'hidden' ? value : label)) return `has no ${type === 'hidden' ? 'value' : 'label'}`
  if (value.length > LIMITS.custom_field_value) return `value is longer than ${LIMITS.custom_field_value}`
  const options = readOptions(choices)
  if (!options) return 'options must be different texts, or objects with value and label'
  if (!options.length && (type === 'select' || type === 'radio')) return 'has no options'
  return { id: id.toLowerCase(), type, label, required, options, value, help }
}

function readOptions(choices: unknown): Option[] | undefined {
  if (!Array.isArray(choices)) return
  const options: Option[] = []
  for (const choice of choices) {
    const { value, label = value }: Record<string, unknown> = isRecord(choice) ? choice : { value: choice }
    if (!isText(value) || !isText(label) || !value.trim() || !label.trim() || value.length > LIMITS.custom_field_value) return
    if (options.some((option) => option.value === value.trim())) return
    options.push({ value: value.trim(), label: label.trim() })
  }
  return options
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isType(text: string): text is CustomFieldType {
  return CUSTOM_FIELD_TYPES.some((type) => type === text)
}
