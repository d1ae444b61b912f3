import type { CustomField } from '../../configuration/custom-fields.ts'
import type { Field } from './field.ts'
import { DATE_INPUT } from './input-attributes.ts'

/** One field of the account's own, by its type. */
export function customField({ id, type, options, ...said }: CustomField): Field {
  const field = { ...said, path: `custom_fields.${id}`, options }
  switch (type) {
    case 'date':
      return { ...field, kind: 'text', input: DATE_INPUT }
    case 'number':
      return { ...field, kind: 'text', input: { inputmode: 'decimal' } }
    case 'checkbox':
      if (options.length) return { ...field, kind: 'checkboxes' }
      // A single check box has its label beside it, and its value is not an initial value.
      return {
        ...field,
        kind: 'checkboxes',
        label: '',
        value: '',
        options: [{ value: said.value || 'true', label: said.label }],
      }
    default:
      return { ...field, kind: type }
  }
}
