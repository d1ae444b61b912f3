import { LIMITS, type SignUp } from '../contract.ts'

/**
 * One sign-up with the effect of `older` followed by `newer`: the newer value of each property wins, lists and custom fields
 * are joined. Undefined if one call cannot do that: too many lists or custom fields, or two kinds of street address.
 */
export function merge(older: SignUp, newer: SignUp): SignUp | undefined {
  const lists = united([...older.list_memberships, ...newer.list_memberships], (list) => list)
  const fields = united(
    [...(older.custom_fields ?? []), ...(newer.custom_fields ?? [])],
    (field) => field.custom_field_id,
  )
  if (lists.length > LIMITS.list_memberships || fields.length > LIMITS.custom_fields) return undefined
  const kinds = new Set([older, newer].flatMap(({ street_address }) => street_address?.kind ?? []))
  if (kinds.size > 1) return undefined
  return { ...older, ...newer, list_memberships: lists, ...(fields.length > 0 && { custom_fields: fields }) }
}

/** Each id once, regardless of case: the last one, at the position of the first. */
function united<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [idOf(item).toLowerCase(), item])).values()]
}
