import { z } from 'zod'
import { type Contact, type Contacts, contactKey, PERMISSIONS } from './contacts.ts'
import type { Identifiers } from './identifiers.ts'

/** A contact that a test adds; only the address is required. */
export const seedContactSchema = z.strictObject({
  email_address: z.string().min(1),
  permission_to_send: z.enum(PERMISSIONS).default('explicit'),
  list_memberships: z.array(z.string().toLowerCase()).default([]),
  deleted_at: z.iso.datetime().optional(),
  opt_out_date: z.iso.datetime().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  job_title: z.string().optional(),
  company_name: z.string().optional(),
  phone_number: z.string().optional(),
  birthday_month: z.int().optional(),
  birthday_day: z.int().optional(),
  anniversary: z.iso.date().optional(),
  custom_fields: z
    .array(z.strictObject({ custom_field_id: z.string().toLowerCase(), value: z.string() }))
    .default([]),
  street_addresses: z
    .array(
      z.strictObject({
        kind: z.enum(['home', 'work', 'other']),
        street: z.string().optional(),
        city: z.string().optional(),
        state: z.string().optional(),
        postal_code: z.string().optional(),
        country: z.string().optional(),
      }),
    )
    .default([]),
})

export type SeedContact = z.input<typeof seedContactSchema>
type Dependencies = { contacts: Contacts; identifiers: Identifiers; time: string }

/** Adds a contact. One with the same address is replaced, and its id kept. */
export function seedContact(seed: SeedContact, { contacts, identifiers, time }: Dependencies): void {
  const { email_address, permission_to_send, opt_out_date, phone_number, street_addresses, ...rest } =
    seedContactSchema.parse(seed)
  const stamps = { created_at: time, updated_at: time }
  const contact: Contact = {
    ...rest,
    contact_id: contacts.byKey(contactKey(email_address))?.contact_id ?? identifiers.uuid(),
    email_address: {
      address: email_address.trim(),
      permission_to_send,
      confirm_status: permission_to_send === 'pending_confirmation' ? 'pending' : 'off',
      ...stamps,
    },
    create_source: 'Account',
    update_source: 'Account',
    ...stamps,
    phone_numbers:
      phone_number === undefined
        ? []
        : [{ phone_number_id: identifiers.uuid(), phone_number, kind: 'other' }],
    street_addresses: street_addresses.map((address) => ({
      street_address_id: identifiers.uuid(),
      ...address,
    })),
  }
  if (permission_to_send === 'unsubscribed') {
    contact.email_address.opt_out_source = 'Contact'
    contact.email_address.opt_out_date = opt_out_date ?? time
  }
  contacts.save(contact)
}
