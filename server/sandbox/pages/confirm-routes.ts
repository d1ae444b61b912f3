import { Hono } from 'hono'
import type { Clock } from '../account/clock.ts'
import type { Contact, Contacts } from '../account/contacts.ts'
import type { Resubscribe } from '../api/resubscribe-endpoint.ts'
import { confirmedPage, confirmPage, nothingToConfirmPage } from './confirm-pages.ts'

export type ConfirmRoutesParts = { contacts: Contacts; resubscribe: Resubscribe; clock: Clock }

/** `/confirm/{contact_id}`, the link of the vendor's mails. */
export function createConfirmRoutes({ contacts, resubscribe, clock }: ConfirmRoutesParts): Hono {
  /** The contact, while it waits for exactly this. */
  function waiting(id: string): Contact | undefined {
    const contact = contacts.byId(id)
    if (contact === undefined) return undefined
    const { permission_to_send } = contact.email_address
    if (permission_to_send === 'pending_confirmation') return contact
    return permission_to_send === 'unsubscribed' && resubscribe.isAsked(id) ? contact : undefined
  }

  const routes = new Hono()
  routes.get('/:id', (context) => {
    const contact = waiting(context.req.param('id'))
    if (contact === undefined) return context.html(nothingToConfirmPage(), 404)
    return context.html(confirmPage(contact.email_address.address))
  })
  routes.post('/:id', (context) => {
    const contact = waiting(context.req.param('id'))
    if (contact === undefined) return context.html(nothingToConfirmPage(), 404)
    const time = clock.iso()
    const { opt_out_date: _date, opt_out_source: _source, ...email } = contact.email_address
    contacts.keep({
      ...contact,
      email_address: {
        ...email,
        permission_to_send: 'explicit',
        confirm_status: 'confirmed',
        opt_in_source: 'Contact',
        opt_in_date: time,
        updated_at: time,
      },
      updated_at: time,
    })
    return context.html(confirmedPage(email.address))
  })
  return routes
}
