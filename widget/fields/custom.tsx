import { LIMITS } from '../../server/contract.ts'
import type { CustomField } from '../custom-fields.ts'
import { BoxField } from './box.tsx'
import { ChoiceGroup, SelectField } from './choice.tsx'
import { DateField } from './date.tsx'
import { Field, type FieldContext } from './Field.tsx'
import { TextField } from './text.tsx'

/** One field of the account's own, drawn by its type. */
export function CustomFieldView({ context, field }: { context: FieldContext; field: CustomField }) {
  const { type, label, required, options, value, help } = field
  const path = `custom_fields.${field.id}`
  const described = { context, path, label, required, help, limit: LIMITS.custom_field_value }
  switch (type) {
    case 'hidden':
      return <input type="hidden" name={path} value={value} />
    case 'date':
      return <DateField {...described} value={value} />
    case 'number':
      return <TextField {...described} topic="number" value={value} input={{ inputmode: 'decimal' }} />
    case 'select':
      return <SelectField {...described} options={options} value={value} />
    case 'radio':
      return <ChoiceGroup {...described} type={type} options={options} value={value} topic="choice" />
    case 'checkbox':
      return options.length ? (
        <ChoiceGroup {...described} type={type} options={options} value={value} topic="list_memberships" />
      ) : (
        <BoxField {...described} topic="consent" value={value || 'true'} />
      )
    case 'textarea':
      return (
        <Field {...described} parts="wide">
          {(control) => (
            <textarea {...control} rows={3} defaultValue={context.values[path]?.[0] ?? value} />
          )}
        </Field>
      )
    case 'text':
      return <TextField {...described} value={value} />
  }
}
