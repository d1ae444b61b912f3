import { Hono } from 'hono'
import type { Clock } from '../account/clock.ts'
import type { Contact, Contacts } from '../account/contacts.ts'
import { confirmedPage, confirmPage, nothingToConfirmPage } from './confirm-pages.ts'

type Dependencies = {
  contacts: Contacts
  clock: Clock
  /** True while an unsubscribed contact can follow the link in a resubscribe email. */
  isAwaitingReply: (contactId: string) => boolean
}

/** `/confirm/{contact_id}`: the link in Constant Contact's confirmation and resubscribe emails. */
export function createConfirmRoutes({ contacts, clock, isAwaitingReply }: Dependencies): Hono {
  /** The contact, if it has something to confirm. */
  function findUnconfirmed(id: string): Contact | undefined {
    const contact = contacts.byId(id)
    if (contact === undefined) return undefined
    const { permission_to_send } = contact.email_address
    if (permission_to_send === 'pending_confirmation') return contact
    return permission_to_send === 'unsubscribed' && isAwaitingReply(id) ? contact : undefined
  }

  const routes = new Hono()
  routes.get('/:id', (context) => {
    const contact = findUnconfirmed(context.req.param('id'))
    if (contact === undefined) return context.html(nothingToConfirmPage(), 404)
    return context.html(confirmPage(contact.email_address.address))
  })
  routes.post('/:id', (context) => {
    const contact = findUnconfirmed(context.req.param('id'))
    if (contact === undefined) return context.html(nothingToConfirmPage(), 404)
    const time = clock.iso()
    const { opt_out_date: _date, opt_out_source: _source, ...email } = contact.email_address
    contacts.save({
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
