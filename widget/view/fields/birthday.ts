import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'
import { inputAttributes } from './input-attributes.ts'

/** A month by name and a day, in the language's order. Not a date input, because a birthday has no year. */
export function birthdayField(required: boolean, labels: Labels): Field {
  const part = (name: 'month' | 'day'): Field => ({
    path: `birthday_${name}`,
    kind: 'text',
    label: labels[name],
    required: required || undefined,
    input: inputAttributes(`birthday_${name}`),
  })
  const options = labels.months.split(' ').map((label, index) => ({ value: `${index + 1}`, label }))
  const month: Field = { ...part('month'), kind: 'select', options }
  const day = part('day')
  return {
    path: 'birthday',
    kind: 'group',
    label: labels.birthday,
    required,
    fields: labels.dayFirst ? [day, month] : [month, day],
  }
}
