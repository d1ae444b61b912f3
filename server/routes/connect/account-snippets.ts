import type { ContactList, CustomField } from '../../constant-contact/api/records.ts'

/** The `data-lists` attribute for these lists, ready to be pasted into a tag. */
export function listsAttribute(lists: readonly ContactList[]): string {
  // The attribute separates lists by commas, so that one within a name is written %2C.
  const items = lists.map(
    ({ id, name }) => `${id}=${name.replace(/\s+/g, ' ').trim().replaceAll(',', '%2C')}`,
  )
  return attribute('data-lists', items.join(',\n  '))
}

/** The `data-custom-fields` attribute for these fields. */
export function customFieldsAttribute(fields: readonly CustomField[]): string {
  const entries = fields.map(({ id, label, type, choices }) => ({
    id,
    label,
    type: WIDGET_TYPES[type] ?? 'text',
    ...(choices.length > 0 && { options: choices }),
  }))
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

/** In single quotes, which names hold less often than JSON holds double ones. */
function attribute(name: string, value: string): string {
  return `${name}='${value.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('<', '&lt;')}'`
}
