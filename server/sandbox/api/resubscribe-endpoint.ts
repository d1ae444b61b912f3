import { z } from 'zod'
import type { Account } from '../account/account.ts'
import type { Clock } from '../account/clock.ts'
import { type Contacts, contactKey } from '../account/contacts.ts'
import type { Mailbox } from '../account/mailbox.ts'
import { resubscribeMail } from '../account/opt-in-mail.ts'
import type { ContactLock } from '../rules/contact-lock.ts'
import type { Settings } from '../rules/settings.ts'
import { union } from './apply-sign-up.ts'
import { readJson } from './json-body.ts'
import { conflict, invalidData, notJson, unknownId } from './vendor-errors.ts'

const schema = z.strictObject({ list_ids: z.array(z.string()).min(1) })

type Dependencies = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  contactLock: ContactLock
  clock: Clock
  settings: () => Settings
  origin: () => string
}
export type ResubscribeEndpoint = {
  put(id: string, request: Request): Promise<Response>
  /** True while the contact can follow the link in the email. */
  isAwaitingReply(id: string): boolean
  reset(): void
}

/**
 * `PUT /v3/contacts/resubscribe/{contact_id}`: adds an unsubscribed contact to lists and emails the person, once per
 * opt-out. The contact stays unsubscribed until they confirm. The documentation gives the 200 no body.
 */
export function createResubscribeEndpoint(services: Dependencies): ResubscribeEndpoint {
  const { account, contacts, mailbox, settings } = services
  /** The opt-out date for which each contact was emailed, by contact id. */
  const emailedFor = new Map<string, string | undefined>()

  function isAwaitingReply(id: string): boolean {
    const contact = contacts.byId(id)
    return (
      contact !== undefined && emailedFor.has(id) && emailedFor.get(id) === contact.email_address.opt_out_date
    )
  }

  function sendMail(id: string, listIds: string[]): Response {
    const contact = contacts.byId(id)
    if (contact === undefined) return unknownId(404, 'The requested contact')
    if (contact.email_address.permission_to_send !== 'unsubscribed') {
      return invalidData(['The contact is not unsubscribed'])
    }
    if (isAwaitingReply(id)) return conflict('A resubscribe email was already sent to this contact.')
    emailedFor.set(id, contact.email_address.opt_out_date)
    contacts.save({
      ...contact,
      list_memberships: union(contact.list_memberships, listIds),
      updated_at: services.clock.iso(),
    })
    mailbox.receive(resubscribeMail(contact, services.origin()))
    return new Response(null, { status: 200 })
  }

  return {
    isAwaitingReply,
    async put(id, request) {
      const body = await readJson(request)
      if (body.kind === 'not-json') return notJson()
      const parsed = schema.safeParse(body.kind === 'json' ? body.value : undefined)
      if (!parsed.success) return invalidData(['list_ids does not have a valid value'])
      const unknown = parsed.data.list_ids.find((list) => account.list(list) === undefined)
      if (unknown !== undefined) return unknownId(settings().unknown_id_status, `list_ids: ${unknown}`)
      const contact = contacts.byId(id)
      if (contact === undefined) return unknownId(404, 'The requested contact')
      const key = contactKey(contact.email_address.address)
      const response = await services.contactLock.hold(key, () =>
        sendMail(contact.contact_id, parsed.data.list_ids),
      )
      return response ?? conflict('Simultaneous requests on the same contact.')
    },
    reset() {
      emailedFor.clear()
    },
  }
}
