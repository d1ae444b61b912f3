import { Field, type FieldContext, Group } from './Field.tsx'
import { Choices } from './choice.tsx'
import { TextField } from './text.tsx'

/** A month by its name and a day, in the language's order. Never a date input: a birthday has no year. */
export function BirthdayField({ context, required }: { context: FieldContext; required: boolean }) {
  const { messages } = context
  const month = (
    <Field key="month" context={context} path="birthday_month" label={messages.month} required={required || undefined}>
      {(control) => (
        <select {...control} autocomplete="bday-month">
          <Choices
            context={context}
            path="birthday_month"
            options={messages.months.split(' ').map((label, index) => ({ value: String(index + 1), label }))}
          />
        </select>
      )}
    </Field>
  )
  const day = (
    <TextField
      key="day"
      context={context}
      path="birthday_day"
      label={messages.day}
      required={required || undefined}
      input={{ inputmode: 'numeric', autocomplete: 'bday-day' }}
    />
  )
  return (
    <Group context={context} path="birthday" label={messages.birthday} required={required}>
      <div part="row">{messages.birthday_order === 'day month' ? [day, month] : [month, day]}</div>
    </Group>
  )
}
