import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

/** The one field that every form has. */
export function emailField(labels: Labels): Field {
  return {
    path: 'email_address',
    kind: 'text',
    label: labels.email_address,
    required: true,
    wide: true,
    input: {
      type: 'email',
      inputmode: 'email',
      autocomplete: 'email',
      autocapitalize: 'off',
      spellcheck: false,
      dir: 'ltr',
    },
  }
}
