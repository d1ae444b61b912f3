import { z } from 'zod'

/** What is read from the account: of each record only what the relay needs, under the relay's own names. */

const PERMISSIONS = [
  'explicit',
  'implicit',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const

/** `permission` is the vendor's `permission_to_send`; `unknown` is any value it has added since. */
export type Contact = {
  contactId: string
  permission: (typeof PERMISSIONS)[number] | 'unknown'
  lists: string[]
  deleted: boolean
}

export const contact = z
  .object({
    contact_id: z.string(),
    email_address: z.object({
      permission_to_send: z.enum([...PERMISSIONS, 'unknown']).catch('unknown'),
    }),
    list_memberships: z.array(z.string()).nullish(),
    deleted_at: z.string().nullish(),
  })
  .transform(
    (record): Contact => ({
      contactId: record.contact_id,
      permission: record.email_address.permission_to_send,
      lists: record.list_memberships ?? [],
      deleted: Boolean(record.deleted_at),
    }),
  )

export type ContactList = { id: string; name: string }

export const contactList = z
  .object({ list_id: z.string(), name: z.string() })
  .transform((record): ContactList => ({ id: record.list_id, name: record.name }))

/** `type` is the vendor's word: string, text_area, date, datetime, number, currency, boolean, single_select, multi_select. */
export type CustomField = { id: string; label: string; type: string; choices: string[] }

const choice = z.object({ choice_label: z.string(), display_order: z.number().catch(0) })

export const customField = z
  .object({
    custom_field_id: z.string(),
    label: z.string(),
    type: z.string(),
    choices: z.array(choice).nullish(),
  })
  .transform(
    (record): CustomField => ({
      id: record.custom_field_id,
      label: record.label,
      type: record.type,
      choices: (record.choices ?? [])
        .toSorted((one, other) => one.display_order - other.display_order)
        .map(({ choice_label }) => choice_label),
    }),
  )

/** One page of a collection; the property that holds its items differs by collection. */
export const links = z.object({
  _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish(),
})

export const privileges = z.array(z.object({ privilege_name: z.string() }))
