import type { TextField } from '../../../server/contract.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'
import { DATE_INPUT, inputAttributes } from './input-attributes.ts'

type LineName = TextField | 'email_address' | 'anniversary'

/** A line of text about the person. */
export function lineField(name: LineName, required: boolean, labels: Labels): Field {
  return {
    path: name,
    kind: 'text',
    label: labels[name],
    required,
    input: name === 'anniversary' ? DATE_INPUT : inputAttributes(name),
  }
}
