import { type Contact, type Contacts, contactKey } from '../account/contacts.ts'
import { choices, invalid, pageOf, readQuery } from './paging.ts'
import { dataRefused, unknownId } from './vendor-errors.ts'

const PATH = '/v3/contacts'
const STATUSES = [
  'all',
  'active',
  'deleted',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const
type Status = (typeof STATUSES)[number]
const PARTS = [
  'custom_fields',
  'list_memberships',
  'phone_numbers',
  'street_addresses',
  'taggings',
  'notes',
] as const
type Part = (typeof PARTS)[number]

/** `GET /v3/contacts`: by address, status and lists; without a status, deleted contacts are left out. */
export function findContacts(contacts: Contacts, given: URLSearchParams): Response {
  const question = readQuery(given, ['email', 'status', 'lists', 'include', 'include_count'], 500)
  if (question.kind === 'refused') return dataRefused([question.message])
  const { values } = question.query
  const statuses = choices(values.get('status'), STATUSES)
  const parts = choices(values.get('include'), PARTS)
  if (statuses === undefined) return dataRefused([invalid('status')])
  if (parts === undefined) return dataRefused([invalid('include')])
  const lists = values.get('lists')?.toLowerCase().split(',') ?? []
  if (lists.length > 25) return dataRefused([invalid('lists')])
  const found = candidates(contacts, values.get('email')).filter(
    (contact) =>
      (statuses.length === 0
        ? contact.deleted_at === undefined
        : statuses.some((one) => hasStatus(contact, one))) &&
      (lists.length === 0 || lists.some((list) => contact.list_memberships.includes(list))),
  )
  const { items, links } = pageOf(found, PATH, question.query)
  const count = values.get('include_count') === 'true' ? { contacts_count: found.length } : {}
  return Response.json({ contacts: items.map((contact) => shown(contact, parts)), ...count, ...links })
}

/** `GET /v3/contacts/{contact_id}` */
export function findContact(contacts: Contacts, id: string, given: URLSearchParams): Response {
  const parts = choices(given.get('include'), PARTS)
  if (parts === undefined) return dataRefused([invalid('include')])
  const contact = contacts.byId(id)
  return contact === undefined
    ? unknownId(404, 'The requested contact')
    : Response.json(shown(contact, parts))
}

function candidates(contacts: Contacts, email: string | null): Contact[] {
  if (email === null) return contacts.all()
  const contact = contacts.byKey(contactKey(email))
  return contact === undefined ? [] : [contact]
}

function hasStatus({ deleted_at, email_address: { permission_to_send } }: Contact, status: Status): boolean {
  if (status === 'all') return true
  if (status === 'deleted') return deleted_at !== undefined
  if (deleted_at !== undefined) return false
  if (status === 'active') return permission_to_send === 'explicit' || permission_to_send === 'implicit'
  return permission_to_send === status
}

/** Sub-resources come only when they are asked for; tags and notes the stand-in has none. */
function shown(contact: Contact, parts: Part[]): object {
  const { custom_fields, list_memberships, phone_numbers, street_addresses, ...core } = contact
  const all = { custom_fields, list_memberships, phone_numbers, street_addresses, taggings: [], notes: [] }
  return { ...core, ...Object.fromEntries(parts.map((part) => [part, all[part]])) }
}
