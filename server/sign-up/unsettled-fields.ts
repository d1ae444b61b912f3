import { type SignUp, TEXT_FIELDS } from '../contract.ts'
import { propertiesOf } from './content.ts'

/**
 * The part of an overtaken sign-up that still counts: the properties that no newer, delivered sign-up of the same address
 * has set (`settled`, as `propertiesOf` names them). Undefined if nothing is left.
 */
export function unsettledPart(signUp: SignUp, settled: ReadonlySet<string>): SignUp | undefined {
  const left = propertiesOf(signUp).filter((name) => !settled.has(name))
  if (left.length === 0) return undefined
  const counts = (name: string) => left.includes(name)
  const rest: SignUp = { ...signUp }
  for (const field of TEXT_FIELDS) if (!counts(field)) delete rest[field]
  if (!counts('anniversary')) delete rest.anniversary
  if (!counts('birthday')) {
    delete rest.birthday_month
    delete rest.birthday_day
  }
  if (!counts(`street_address.${signUp.street_address?.kind}`)) delete rest.street_address
  const fields = (signUp.custom_fields ?? []).filter((field) =>
    counts(`custom_fields.${field.custom_field_id.toLowerCase()}`),
  )
  if (fields.length > 0) rest.custom_fields = fields
  else delete rest.custom_fields
  const lists = signUp.list_memberships.filter((list) => counts(`list_memberships.${list.toLowerCase()}`))
  // Constant Contact requires a list in every call; repeating one changes nothing.
  if (lists.length > 0) rest.list_memberships = lists
  return rest
}
