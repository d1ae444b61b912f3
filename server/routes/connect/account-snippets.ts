import type { ContactList, CustomField } from '../../constant-contact/api/records.ts'
import { LIMITS } from '../../contract.ts'

/** The `data-lists` attribute for these lists, ready to be pasted into a tag. */
export function listsAttribute(lists: readonly ContactList[]): string {
  // The attribute separates lists by commas, so that one within a name is written %2C.
  const items = lists.map(
    ({ id, name }) => `${id}=${name.replace(/\s+/g, ' ').trim().replaceAll(',', '%2C')}`,
  )
  return attribute('data-lists', items.join(',\n  '))
}

/** The `data-custom-fields` attribute for these fields, of which a form can have 50; undefined if none can be asked for. */
export function customFieldsAttribute(fields: readonly CustomField[]): string | undefined {
  const entries = fields.flatMap(entryOf).slice(0, LIMITS.custom_fields)
  if (entries.length === 0) return undefined
  return attribute(
    'data-custom-fields',
    `[\n  ${entries.map((entry) => JSON.stringify(entry)).join(',\n  ')}\n]`,
  )
}

/** The vendor's kinds of custom fields as the form shows them; a kind it may add later is a text. */
const WIDGET_TYPES: Record<string, string> = {
  string: 'text',
  text_area: 'textarea',
  date: 'date',
  datetime: 'date',
  number: 'number',
  currency: 'number',
  boolean: 'checkbox',
  single_select: 'select',
  multi_select: 'checkbox',
}
const SELECTS = ['single_select', 'multi_select']

/** A field as the form reads it. Nothing for a select whose choices were all deleted, since nobody could answer it. */
function entryOf({ id, label, type, choices, display }: CustomField): object[] {
  const name = label.trim()
  const options = distinct(choices)
  if (name === '' || (SELECTS.includes(type) && options.length === 0)) return []
  const isRadio = type === 'single_select' && display === 'radio'
  return [
    {
      ...{ id, label: name, type: isRadio ? 'radio' : (WIDGET_TYPES[type] ?? 'text') },
      ...(SELECTS.includes(type) && { options }),
    },
  ]
}

/** The form takes no choice that is blank, too long to send, or there twice. */
function distinct(choices: readonly string[]): string[] {
  const labels = choices.map((label) => label.trim())
  return [...new Set(labels)].filter((label) => label !== '' && label.length <= LIMITS.custom_field_value)
}

/** In single quotes, which names hold less often than JSON holds double ones. */
function attribute(name: string, value: string): string {
  return `${name}='${value.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;')}'`
}
