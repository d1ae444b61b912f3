import type { Account } from '../account/account.ts'
import type { Contacts } from '../account/contacts.ts'
import { choices, invalid, paginate, readQuery } from './paging.ts'
import { invalidData } from './vendor-errors.ts'

/** `GET /v3/contact_lists`: 50 per page by default, so clients must follow the links. */
export function getLists(account: Account, contacts: Contacts, given: URLSearchParams): Response {
  const reading = readQuery(given, ['include_count', 'include_membership_count'], 1000)
  if (reading.kind === 'invalid') return invalidData([reading.message])
  const countBy = choices(reading.query.values.get('include_membership_count'), ['all', 'active'] as const)
  if (countBy === undefined || countBy.length > 1) return invalidData([invalid('include_membership_count')])
  const all = account.lists()
  const { items, links } = paginate(all, '/v3/contact_lists', reading.query)
  const members = countBy.length === 0 ? undefined : memberships(contacts, countBy[0] === 'active')
  const lists = items.map((list) => ({
    ...list,
    favorite: false,
    updated_at: list.created_at,
    ...(members === undefined ? {} : { membership_count: members.get(list.list_id) ?? 0 }),
  }))
  const count = reading.query.values.get('include_count') === 'true' ? { lists_count: all.length } : {}
  return Response.json({ lists, ...count, ...links })
}

/** `GET /v3/contact_custom_fields` */
export function getCustomFields(account: Account, given: URLSearchParams): Response {
  const reading = readQuery(given, [], 100)
  if (reading.kind === 'invalid') return invalidData([reading.message])
  const { items, links } = paginate(account.customFields(), '/v3/contact_custom_fields', reading.query)
  return Response.json({ custom_fields: items, ...links })
}

/** `GET /v3/account/user/privileges`: the privileges of an account owner. */
export function getPrivileges(): Response {
  return Response.json([
    { privilege_id: 1, privilege_name: 'account:read' },
    { privilege_id: 2, privilege_name: 'contacts:read' },
    { privilege_id: 3, privilege_name: 'contacts:write' },
    { privilege_id: 4, privilege_name: 'contacts:lists:read' },
    { privilege_id: 5, privilege_name: 'contacts:lists:write' },
  ])
}

/** `GET /v3/account/summary` */
export function getSummary(): Response {
  return Response.json({
    contact_email: 'owner@juniper-and-rye.example',
    country_code: 'US',
    encoded_account_id: 'p07juniperrye0',
    first_name: 'June',
    last_name: 'Perry',
    organization_name: 'Juniper & Rye',
    state_code: 'MA',
    time_zone_id: 'US/Eastern',
    website: 'https://juniper-and-rye.example',
  })
}

function memberships(contacts: Contacts, activeOnly: boolean): Map<string, number> {
  const members = new Map<string, number>()
  for (const { deleted_at, email_address, list_memberships } of contacts.all()) {
    const mailable = ['explicit', 'implicit'].includes(email_address.permission_to_send)
    if (deleted_at !== undefined || (activeOnly && !mailable)) continue
    for (const list of list_memberships) members.set(list, (members.get(list) ?? 0) + 1)
  }
  return members
}
