import { z } from 'zod'
import type { Account } from '../account/account.ts'
import type { Clock } from '../account/clock.ts'
import { type Contacts, contactKey } from '../account/contacts.ts'
import type { Mailbox } from '../account/mailbox.ts'
import { resubscribeMail } from '../account/opt-in-mail.ts'
import type { InFlight } from '../rules/contact-lock.ts'
import type { Settings } from '../rules/settings.ts'
import { united } from './apply-sign-up.ts'
import { readJson } from './json-body.ts'
import { conflict, dataRefused, notJson, unknownId } from './vendor-errors.ts'

const schema = z.strictObject({ list_ids: z.array(z.string()).min(1) })

export type ResubscribeParts = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  inFlight: InFlight
  clock: Clock
  settings: () => Settings
  origin: () => string
}
export type Resubscribe = {
  put(id: string, request: Request): Promise<Response>
  /** True while the contact could follow the link of the mail that was sent. */
  isAsked(id: string): boolean
  reset(): void
}

/**
 * `PUT /v3/contacts/resubscribe/{contact_id}`: adds an unsubscribed contact to lists and mails the person, once for
 * each time they left. The contact stays unsubscribed until they confirm. The document gives the 200 no body.
 */
export function createResubscribe(parts: ResubscribeParts): Resubscribe {
  const { account, contacts, mailbox, settings } = parts
  /** Contact ids with the date of the departure that was asked about. */
  const asked = new Map<string, string | undefined>()

  function isAsked(id: string): boolean {
    const contact = contacts.byId(id)
    return contact !== undefined && asked.has(id) && asked.get(id) === contact.email_address.opt_out_date
  }

  function ask(id: string, listIds: string[]): Response {
    const contact = contacts.byId(id)
    if (contact === undefined) return unknownId(404, 'The requested contact')
    if (contact.email_address.permission_to_send !== 'unsubscribed') {
      return dataRefused(['The contact is not unsubscribed'])
    }
    if (isAsked(id)) return conflict('A resubscribe email was already sent to this contact.')
    asked.set(id, contact.email_address.opt_out_date)
    contacts.keep({
      ...contact,
      list_memberships: united(contact.list_memberships, listIds),
      updated_at: parts.clock.iso(),
    })
    mailbox.receive(resubscribeMail(contact, parts.origin()))
    return new Response(null, { status: 200 })
  }

  return {
    isAsked,
    async put(id, request) {
      const body = await readJson(request)
      if (body.kind === 'other-type') return notJson()
      const parsed = schema.safeParse(body.kind === 'json' ? body.value : undefined)
      if (!parsed.success) return dataRefused(['list_ids does not have a valid value'])
      const unknown = parsed.data.list_ids.find((list) => account.list(list) === undefined)
      if (unknown !== undefined) return unknownId(settings().unknown_id_status, `list_ids: ${unknown}`)
      const contact = contacts.byId(id)
      if (contact === undefined) return unknownId(404, 'The requested contact')
      const key = contactKey(contact.email_address.address)
      const answer = await parts.inFlight.alone(key, () => ask(contact.contact_id, parsed.data.list_ids))
      return answer ?? conflict('Simultaneous requests on the same contact.')
    },
    reset() {
      asked.clear()
    },
  }
}
