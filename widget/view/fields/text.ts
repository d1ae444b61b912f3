import type { TextField } from '../../../server/contract.ts'
import type { Labels } from '../../messages/messages.ts'
import { DATE_INPUT } from './date.ts'
import type { ControlAttributes, Field } from './field.ts'

type LineName = TextField | 'anniversary'

const INPUTS: { [name in LineName]: ControlAttributes } = {
  first_name: { autocomplete: 'given-name' },
  last_name: { autocomplete: 'family-name' },
  job_title: { autocomplete: 'organization-title' },
  company_name: { autocomplete: 'organization' },
  // Spaces, brackets and + are accepted as typed.
  phone_number: { type: 'tel', autocomplete: 'tel', dir: 'ltr' },
  anniversary: DATE_INPUT,
}

/** A line of text about the person. */
export function lineField(name: LineName, required: boolean, labels: Labels): Field {
  return { path: name, kind: 'text', label: labels[name], required, input: INPUTS[name] }
}
