import { type Contact, type Contacts, contactKey } from '../account/contacts.ts'
import { choices, invalid, paginate, readQuery } from './paging.ts'
import { invalidData, unknownId } from './vendor-errors.ts'

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
const INCLUDES = [
  'custom_fields',
  'list_memberships',
  'phone_numbers',
  'street_addresses',
  'taggings',
  'notes',
] as const
type Include = (typeof INCLUDES)[number]

/** `GET /v3/contacts`: filters by address, status and lists. Deleted contacts are left out unless a status asks for them. */
export function getContacts(contacts: Contacts, given: URLSearchParams): Response {
  const reading = readQuery(given, ['email', 'status', 'lists', 'include', 'include_count'], 500)
  if (reading.kind === 'invalid') return invalidData([reading.message])
  const { values } = reading.query
  const statuses = choices(values.get('status'), STATUSES)
  const includes = choices(values.get('include'), INCLUDES)
  if (statuses === undefined) return invalidData([invalid('status')])
  if (includes === undefined) return invalidData([invalid('include')])
  const lists = values.get('lists')?.toLowerCase().split(',') ?? []
  if (lists.length > 25) return invalidData([invalid('lists')])
  const found = candidates(contacts, values.get('email')).filter(
    (contact) =>
      (statuses.length === 0
        ? contact.deleted_at === undefined
        : statuses.some((status) => hasStatus(contact, status))) &&
      (lists.length === 0 || lists.some((list) => contact.list_memberships.includes(list))),
  )
  const { items, links } = paginate(found, PATH, reading.query)
  const count = values.get('include_count') === 'true' ? { contacts_count: found.length } : {}
  return Response.json({
    contacts: items.map((contact) => toResponse(contact, includes)),
    ...count,
    ...links,
  })
}

/** `GET /v3/contacts/{contact_id}` */
export function getContact(contacts: Contacts, id: string, given: URLSearchParams): Response {
  const includes = choices(given.get('include'), INCLUDES)
  if (includes === undefined) return invalidData([invalid('include')])
  const contact = contacts.byId(id)
  return contact === undefined
    ? unknownId(404, 'The requested contact')
    : Response.json(toResponse(contact, includes))
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

/** Sub-resources are returned only on request; the sandbox has no tags or notes. */
function toResponse(contact: Contact, includes: Include[]): object {
  const { custom_fields, list_memberships, phone_numbers, street_addresses, ...core } = contact
  const subresources = {
    custom_fields,
    list_memberships,
    phone_numbers,
    street_addresses,
    taggings: [],
    notes: [],
  }
  return { ...core, ...Object.fromEntries(includes.map((include) => [include, subresources[include]])) }
}
