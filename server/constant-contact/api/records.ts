import { z } from 'zod'

/** What is read from the account: of each record only what the relay needs, under the relay's own names. */

/**
 * `permission` is the vendor's `permission_to_send`; `unknown` is any value it has added since. `leftAt`: when they
 * unsubscribed, in milliseconds since 1970. `known`: what every look-up shows of them.
 */
export type Contact = z.output<typeof contact>

const knownText = z.string().nullish().catch(undefined)
const knownNumber = z.number().nullish().catch(undefined)

export const contact = z
  .object({
    contact_id: z.string(),
    email_address: z.object({
      permission_to_send: z
        .enum([
          'explicit',
          'implicit',
          'not_set',
          'pending_confirmation',
          'temp_hold',
          'unsubscribed',
          'unknown',
        ])
        .catch('unknown'),
      opt_out_date: z.string().nullish().catch(undefined),
    }),
    first_name: knownText,
    last_name: knownText,
    job_title: knownText,
    company_name: knownText,
    birthday_month: knownNumber,
    birthday_day: knownNumber,
    anniversary: knownText,
    list_memberships: z.array(z.string()).nullish(),
    deleted_at: z.string().nullish(),
  })
  .transform(({ contact_id, email_address, list_memberships, deleted_at, ...known }) => ({
    contactId: contact_id,
    permission: email_address.permission_to_send,
    lists: list_memberships ?? [],
    deleted: Boolean(deleted_at),
    leftAt: Date.parse(email_address.opt_out_date ?? '') || undefined,
    known,
  }))

/** Lists and choices that were deleted may still be returned, with the date. */
const deletedAt = z.string().nullish()

export type ContactList = NonNullable<z.output<typeof contactList>>

/** Undefined for a list that was deleted. */
export const contactList = z
  .object({ list_id: z.string(), name: z.string(), deleted_at: deletedAt })
  .transform(({ list_id, name, deleted_at }) => (deleted_at ? undefined : { id: list_id, name }))

/**
 * `type` is the vendor's word: string, text_area, date, datetime, number, currency, boolean, single_select, multi_select.
 * `choices` are those that are left. `display` is how the vendor shows them, such as `radio`.
 */
export type CustomField = z.output<typeof customField>

const choice = z.object({
  choice_label: z.string(),
  display_order: z.number().catch(0),
  deleted_at: deletedAt,
})

export const customField = z
  .object({
    custom_field_id: z.string(),
    label: z.string(),
    type: z.string(),
    choices: z.array(choice).nullish(),
    metadata: z.object({ display_type: z.string().optional() }).nullish().catch(null),
  })
  .transform(({ custom_field_id, label, type, choices, metadata }) => ({
    id: custom_field_id,
    label,
    type,
    choices: (choices ?? [])
      .filter(({ deleted_at }) => !deleted_at)
      .toSorted((one, other) => one.display_order - other.display_order)
      .map(({ choice_label }) => choice_label),
    ...(metadata?.display_type !== undefined && { display: metadata.display_type }),
  }))
/** One page of a collection; the property that holds its items differs by collection. */
export const links = z.object({
  _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish(),
})

export const privileges = z.array(
  z.object({ privilege_name: z.string() }).transform((one) => one.privilege_name),
)
