import { ADDRESS_PARTS, type SignUp, TEXT_FIELDS } from '../contract.ts'
import { addressKey } from './address-key.ts'

/**
 * Everything that the visitor entered, in a fixed order: a repeated sign-up has the same content. Proofs and signals are not
 * part of it, since they differ with every attempt.
 */
export function contentOf(signUp: SignUp): string {
  const { birthday_month, birthday_day, anniversary, street_address, consent, page, language } = signUp
  return JSON.stringify([
    addressKey(signUp.email_address),
    TEXT_FIELDS.map((field) => signUp[field] ?? null),
    [birthday_month, birthday_day, anniversary],
    street_address === undefined
      ? null
      : [street_address.kind, ADDRESS_PARTS.map((part) => street_address[part] ?? null)],
    (signUp.custom_fields ?? []).map((field) => [field.custom_field_id.toLowerCase(), field.value]),
    signUp.list_memberships.map((list) => list.toLowerCase()),
    [consent.text, page, language],
  ])
}

/**
 * The names of the properties that a sign-up sets, as Constant Contact tells them apart: a birthday is one, an address one
 * per kind, every list and every custom field one of its own. No values.
 */
export function propertiesOf(signUp: SignUp): string[] {
  const { birthday_month, anniversary, street_address } = signUp
  return [
    ...TEXT_FIELDS.filter((field) => signUp[field] !== undefined),
    ...(birthday_month === undefined ? [] : ['birthday']),
    ...(anniversary === undefined ? [] : ['anniversary']),
    ...(street_address === undefined ? [] : [`street_address.${street_address.kind}`]),
    ...(signUp.custom_fields ?? []).map((field) => `custom_fields.${field.custom_field_id.toLowerCase()}`),
    ...signUp.list_memberships.map((list) => `list_memberships.${list.toLowerCase()}`),
  ]
}
