import type { Option } from '../custom-fields.ts'
import { type Described, Field, type FieldContext, Group, isFaulty } from './Field.tsx'

type ChoiceProps = Described & { options: Option[]; value?: string }

/** One of several, in a list that opens. */
export function SelectField({ options, value, ...described }: ChoiceProps) {
  return (
    <Field {...described} topic="choice">
      {(control) => (
        <select {...control}>
          <Choices {...described} options={options} value={value} />
        </select>
      )}
    </Field>
  )
}

type ChoicesProps = { context: FieldContext; path: string; options: Option[]; value?: string | undefined }

/** The options of a select; the first says that nothing is chosen. */
export function Choices({ context, path, options, value = '' }: ChoicesProps) {
  const chosen = context.values[path]?.[0] ?? value
  return [{ value: '', label: context.messages.choose }, ...options].map((option) => (
    <option key={option.value} value={option.value} selected={option.value === chosen}>
      {option.label}
    </option>
  ))
}

/** One (radio) or any number (checkbox) of several that are all in sight. */
export function ChoiceGroup({ type, options, value, ...described }: ChoiceProps & { type: 'radio' | 'checkbox' }) {
  const { context, path, required } = described
  const chosen = context.values[path] ?? [value]
  return (
    <Group {...described}>
      {options.map((option) => (
        <label key={option.value} part="choice">
          <input
            part="box"
            type={type}
            name={path}
            value={option.value}
            required={type === 'radio' && Boolean(required)}
            aria-invalid={isFaulty(described)}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </Group>
  )
}
