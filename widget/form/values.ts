import type { Values } from './form-model.ts'

/** What stands in a date or number input that the browser cannot read: it would say that nothing stands there. */
export const UNREADABLE = '?'

/** Reads what the visitor typed from the DOM, by wire name: autofill does not tell of everything it fills in. */
export function readValues(form: HTMLFormElement): Values {
  const values: Values = {}
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value]
  })
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type=date]')) {
    if (input.validity.badInput) values[input.name] = [UNREADABLE]
  }
  return values
}
