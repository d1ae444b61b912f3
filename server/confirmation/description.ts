import { messagesIn } from '../../widget/messages/all-languages.ts'
import { type SignUp, TEXT_FIELDS } from '../contract.ts'

/** The owner's own words for lists and custom fields, by id in lower case. */
export type Names = { lists: { readonly [id: string]: string }; fields: { readonly [id: string]: string } }

/** A sign-up by names only: its lists, and the details it would change. Nothing in it was typed by a visitor. */
export type Description = { lists: string[]; details: string[] }

/** Describes a sign-up to the contact it is about, in a language given by its BCP 47 tag. */
export function describeSignUp(signUp: SignUp, names: Names, language: string): Description {
  const { labels, mail } = messagesIn(language)
  const fields = (signUp.custom_fields ?? []).map(({ custom_field_id }) => custom_field_id.toLowerCase())
  return {
    lists: signUp.list_memberships.map((list) => names.lists[list.toLowerCase()] ?? list),
    details: [
      ...TEXT_FIELDS.filter((field) => signUp[field] !== undefined).map((field) => labels[field]),
      ...(signUp.birthday_month === undefined ? [] : [labels.birthday]),
      ...(signUp.anniversary === undefined ? [] : [labels.anniversary]),
      ...(signUp.street_address === undefined ? [] : [labels.address]),
      ...new Set(fields.map((field) => names.fields[field] ?? mail.further_details)),
    ],
  }
}
