import type { Option } from '../../configuration/custom-fields.ts'
import type { Labels } from '../../messages/messages.ts'
import type { Field } from './field.ts'

const PATH = 'list_memberships'

/** The lists to choose from; or, without a choice, hidden fields for a form without script. */
export function listFields(lists: Option[], choice: boolean, labels: Labels): Field[] {
  return choice
    ? [{ path: PATH, kind: 'checkboxes', label: labels.list_memberships, required: true, options: lists }]
    : lists.map(({ value }) => ({ path: PATH, kind: 'hidden', value }))
}
