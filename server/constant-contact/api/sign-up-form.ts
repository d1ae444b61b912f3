import {
  ADDRESS_PARTS,
  type CustomFieldValue,
  type SignUp,
  type StreetAddress,
  TEXT_FIELDS,
} from '../../contract.ts'
import { readAnniversary } from '../../sign-up/anniversary.ts'

/** The body of `POST /contacts/sign_up_form`: the part of a sign-up that Constant Contact is sent. */
export type SignUpForm = Omit<
  SignUp,
  'submission_id' | 'consent' | 'page' | 'language' | 'signals' | 'proof' | 'captcha'
>

/**
 * Builds the vendor's body from a sign-up. What the visitor did not give is left out, because the vendor changes
 * exactly what is sent. The address is never truncated: a truncated one belongs to somebody else. `create_source` is not
 * in the schema, and consent, page and signals are ours. An anniversary is sent as YYYY-MM-DD, whichever way it was posted.
 */
export function signUpForm(signUp: SignUp): SignUpForm {
  const form: SignUpForm = {
    email_address: signUp.email_address.trim(),
    list_memberships: [...signUp.list_memberships],
  }
  for (const field of TEXT_FIELDS) {
    const value = given(signUp[field])
    if (value !== undefined) form[field] = value
  }
  // Each half of a birthday needs the other.
  if (signUp.birthday_month !== undefined && signUp.birthday_day !== undefined) {
    form.birthday_month = signUp.birthday_month
    form.birthday_day = signUp.birthday_day
  }
  const anniversary = given(signUp.anniversary)
  if (anniversary !== undefined) form.anniversary = readAnniversary(anniversary) ?? anniversary
  const address = streetAddress(signUp.street_address)
  if (address !== undefined) form.street_address = address
  const fields = customFields(signUp.custom_fields ?? [])
  if (fields.length > 0) form.custom_fields = fields
  return form
}

function given(text: string | undefined): string | undefined {
  return text === undefined ? undefined : meant(text).trim() || undefined
}

/**
 * A text without what no form means to send: control characters but tab and newline, and halves of a character, which no
 * UTF-8 can carry.
 */
function meant(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (control) => (control >= ' ' || control === '\t' || control === '\n' ? control : ''))
    .replace(/\p{Cs}/gu, '\ufffd')
}

/** An address with nothing but its kind counts as none. */
function streetAddress(address: StreetAddress | undefined): StreetAddress | undefined {
  if (address === undefined) return undefined
  const parts = ADDRESS_PARTS.flatMap((part) => {
    const value = given(address[part])
    return value === undefined ? [] : [[part, value]]
  })
  return parts.length === 0 ? undefined : { kind: address.kind, ...Object.fromEntries(parts) }
}

function customFields(fields: readonly CustomFieldValue[]): CustomFieldValue[] {
  return fields.flatMap(({ custom_field_id, value }) => {
    const text = given(value)
    return text === undefined ? [] : [{ custom_field_id, value: text }]
  })
}
