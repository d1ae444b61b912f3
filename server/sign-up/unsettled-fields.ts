import { type SignUp, TEXT_FIELDS } from '../contract.ts'
import { saidBy } from './content.ts'

/**
 * What a sign-up that left the line of its address still has to say: the properties of which no newer, delivered sign-up
 * has spoken (`settled`, as `saidBy` names them). Undefined when nothing is left.
 */
export function remainder(signUp: SignUp, settled: ReadonlySet<string>): SignUp | undefined {
  const left = saidBy(signUp).filter((name) => !settled.has(name))
  if (left.length === 0) return undefined
  const says = (name: string) => left.includes(name)
  const rest: SignUp = { ...signUp }
  for (const field of TEXT_FIELDS) if (!says(field)) delete rest[field]
  if (!says('anniversary')) delete rest.anniversary
  if (!says('birthday')) {
    delete rest.birthday_month
    delete rest.birthday_day
  }
  if (!says(`street_address.${signUp.street_address?.kind}`)) delete rest.street_address
  const fields = (signUp.custom_fields ?? []).filter((field) =>
    says(`custom_fields.${field.custom_field_id.toLowerCase()}`),
  )
  if (fields.length > 0) rest.custom_fields = fields
  else delete rest.custom_fields
  const lists = signUp.list_memberships.filter((list) => says(`list_memberships.${list.toLowerCase()}`))
  // The vendor wants a list in every call; one that is there already changes nothing.
  if (lists.length > 0) rest.list_memberships = lists
  return rest
}
