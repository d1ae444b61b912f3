import type { Contact } from '../account/contacts.ts'
import type { Identifiers } from '../account/identifiers.ts'
import { readAnniversary } from './anniversary.ts'
import type { SignUpForm } from './sign-up-form.ts'

type SignUpContext = { time: string; confirmedOptIn: boolean; identifiers: Identifiers }

/**
 * Returns the contact after a `sign_up_form`, which is a partial update: only what was sent changes, lists and custom
 * fields are added or updated, and a deleted contact is restored. A new contact is pending if the account uses
 * Confirmed Opt-In; an existing one becomes `explicit`, whatever it was before.
 */
export function applySignUp(earlier: Contact | undefined, form: SignUpForm, context: SignUpContext): Contact {
  const contact = earlier === undefined ? newContact(form, context) : restored(earlier, context)
  for (const name of ['first_name', 'last_name', 'job_title', 'company_name'] as const) {
    const value = form[name]
    if (value !== undefined) contact[name] = value
  }
  if (form.birthday_month !== undefined) contact.birthday_month = form.birthday_month
  if (form.birthday_day !== undefined) contact.birthday_day = form.birthday_day
  const anniversary = form.anniversary === undefined ? undefined : readAnniversary(form.anniversary)
  if (anniversary !== undefined) contact.anniversary = anniversary
  if (form.sms_channel !== undefined) contact.sms_channel = form.sms_channel
  contact.list_memberships = union(contact.list_memberships, form.list_memberships)
  contact.custom_fields = withCustomFields(contact.custom_fields, form.custom_fields ?? [])
  addPhoneNumber(contact, form, context.identifiers)
  addStreetAddress(contact, form, context.identifiers)
  return contact
}

function newContact(form: SignUpForm, { time, confirmedOptIn, identifiers }: SignUpContext): Contact {
  const stamps = { created_at: time, updated_at: time }
  return {
    contact_id: identifiers.uuid(),
    email_address: confirmedOptIn
      ? {
          address: form.email_address,
          permission_to_send: 'pending_confirmation',
          confirm_status: 'pending',
          ...stamps,
        }
      : {
          address: form.email_address,
          permission_to_send: 'explicit',
          confirm_status: 'off',
          opt_in_source: 'Contact',
          opt_in_date: time,
          ...stamps,
        },
    create_source: 'Contact',
    update_source: 'Contact',
    ...stamps,
    list_memberships: [],
    custom_fields: [],
    phone_numbers: [],
    street_addresses: [],
  }
}

function restored(earlier: Contact, { time }: SignUpContext): Contact {
  const { deleted_at: _, ...contact } = earlier
  const { opt_out_date: _date, opt_out_source: _source, ...email } = contact.email_address
  return {
    ...contact,
    email_address: {
      ...email,
      permission_to_send: 'explicit',
      opt_in_source: 'Contact',
      opt_in_date: time,
      updated_at: time,
    },
    update_source: 'Contact',
    updated_at: time,
  }
}

/** All ids in order, without duplicates, in lower case. */
export function union(earlier: string[], added: string[]): string[] {
  return [...new Set([...earlier, ...added.map((id) => id.toLowerCase())])]
}

function withCustomFields(earlier: Contact['custom_fields'], added: Contact['custom_fields']) {
  const values = new Map(earlier.map((field) => [field.custom_field_id, field.value]))
  for (const field of added) values.set(field.custom_field_id.toLowerCase(), field.value)
  return [...values].map(([custom_field_id, value]) => ({ custom_field_id, value }))
}

function addPhoneNumber(contact: Contact, { phone_number }: SignUpForm, identifiers: Identifiers): void {
  if (phone_number === undefined) return
  const [first, ...others] = contact.phone_numbers
  const kept = first ?? { phone_number_id: identifiers.uuid(), kind: 'other' }
  contact.phone_numbers = [{ ...kept, phone_number }, ...others]
}

function addStreetAddress(contact: Contact, { street_address }: SignUpForm, identifiers: Identifiers): void {
  if (street_address === undefined) return
  const same = contact.street_addresses.find((address) => address.kind === street_address.kind)
  const others = contact.street_addresses.filter((address) => address !== same)
  const street_address_id = same?.street_address_id ?? identifiers.uuid()
  contact.street_addresses = [...others, { street_address_id, ...street_address }]
}
