import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'
import { inputAttributes } from './input-attributes.ts'

/** A month by name and a day, in the language's order. Not a date input, because a birthday has no year. */
export function birthdayField(required: boolean, labels: Labels): Field {
  const month: Field = {
    path: 'birthday_month',
    kind: 'select',
    label: labels.month,
    required: required || undefined,
    options: labels.months.split(' ').map((label, index) => ({ value: `${index + 1}`, label })),
    input: inputAttributes('birthday_month'),
  }
  const day: Field = {
    path: 'birthday_day',
    kind: 'text',
    label: labels.day,
    required: required || undefined,
    input: inputAttributes('birthday_day'),
  }
  return {
    path: 'birthday',
    kind: 'group',
    label: labels.birthday,
    required,
    fields: labels.dayFirst ? [day, month] : [month, day],
  }
}
