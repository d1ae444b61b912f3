import { Hono } from 'hono'
import type { Account } from '../account/account.ts'
import type { Contacts } from '../account/contacts.ts'
import type { Grants } from '../oauth/grants.ts'
import { findCustomFields, findLists, findPrivileges, findSummary } from './account-endpoints.ts'
import { findContact, findContacts } from './contact-endpoints.ts'
import type { Resubscribe } from './resubscribe-endpoint.ts'
import { accessDenied, unauthorized, unknownId } from './vendor-errors.ts'

export type ApiParts = {
  grants: Grants
  account: Account
  contacts: Contacts
  signUp: (request: Request) => Promise<Response>
  resubscribe: Resubscribe
}

/** What stands under `/v3`, for callers whose access token has the scope. Anything else is not found. */
export function createApi({ grants, account, contacts, signUp, resubscribe }: ApiParts): Hono {
  const query = (request: Request) => new URL(request.url).searchParams

  /** Asks for a scope, or for no more than a valid token. */
  function withScope(
    needed: string | null,
    handle: (request: Request, id: string) => Response | Promise<Response>,
  ) {
    return (request: Request, id = ''): Response | Promise<Response> => {
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
      const scope = bearer === undefined ? undefined : grants.scopeOf(bearer)
      if (scope === undefined) return unauthorized()
      return needed === null || scope.includes(needed) ? handle(request, id) : accessDenied()
    }
  }

  const privileges = withScope(null, () => findPrivileges())
  const summary = withScope('account_read', () => findSummary())
  const lists = withScope('contact_data', (request) => findLists(account, contacts, query(request)))
  const customFields = withScope('contact_data', (request) => findCustomFields(account, query(request)))
  const search = withScope('contact_data', (request) => findContacts(contacts, query(request)))
  const one = withScope('contact_data', (request, id) => findContact(contacts, id, query(request)))
  const signUpForm = withScope('contact_data', (request) => signUp(request))
  const again = withScope('contact_data', (request, id) => resubscribe.put(id, request))
  const elsewhere = withScope(null, () => unknownId(404, 'The requested resource'))

  const api = new Hono()
  api.get('/account/user/privileges', ({ req }) => privileges(req.raw))
  api.get('/account/summary', ({ req }) => summary(req.raw))
  api.get('/contact_lists', ({ req }) => lists(req.raw))
  api.get('/contact_custom_fields', ({ req }) => customFields(req.raw))
  api.post('/contacts/sign_up_form', ({ req }) => signUpForm(req.raw))
  api.put('/contacts/resubscribe/:id', ({ req }) => again(req.raw, req.param('id')))
  api.get('/contacts', ({ req }) => search(req.raw))
  api.get('/contacts/:id', ({ req }) => one(req.raw, req.param('id')))
  api.all('*', ({ req }) => elsewhere(req.raw))
  return api
}
