import { Hono } from 'hono'
import type { Account } from '../account/account.ts'
import type { Contacts } from '../account/contacts.ts'
import type { Grants } from '../oauth/grants.ts'
import { getCustomFields, getLists, getPrivileges, getSummary } from './account-endpoints.ts'
import { getContact, getContacts } from './contact-endpoints.ts'
import type { ResubscribeEndpoint } from './resubscribe-endpoint.ts'
import { accessDenied, unauthorized, unknownId } from './vendor-errors.ts'

type Dependencies = {
  grants: Grants
  account: Account
  contacts: Contacts
  signUp: (request: Request) => Promise<Response>
  resubscribe: ResubscribeEndpoint
}

/** The routes under `/v3`, for callers whose access token has the scope. Unknown paths are 404. */
export function createApiRoutes({ grants, account, contacts, signUp, resubscribe }: Dependencies): Hono {
  const query = (request: Request) => new URL(request.url).searchParams

  /** Requires a scope; null requires only a valid token. */
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

  const privileges = withScope(null, () => getPrivileges())
  const summary = withScope('account_read', () => getSummary())
  const lists = withScope('contact_data', (request) => getLists(account, contacts, query(request)))
  const customFields = withScope('contact_data', (request) => getCustomFields(account, query(request)))
  const search = withScope('contact_data', (request) => getContacts(contacts, query(request)))
  const contact = withScope('contact_data', (request, id) => getContact(contacts, id, query(request)))
  const signUpForm = withScope('contact_data', (request) => signUp(request))
  const resubscribeContact = withScope('contact_data', (request, id) => resubscribe.put(id, request))
  const notFound = withScope(null, () => unknownId(404, 'The requested resource'))

  const api = new Hono()
  api.get('/account/user/privileges', ({ req }) => privileges(req.raw))
  api.get('/account/summary', ({ req }) => summary(req.raw))
  api.get('/contact_lists', ({ req }) => lists(req.raw))
  api.get('/contact_custom_fields', ({ req }) => customFields(req.raw))
  api.post('/contacts/sign_up_form', ({ req }) => signUpForm(req.raw))
  api.put('/contacts/resubscribe/:id', ({ req }) => resubscribeContact(req.raw, req.param('id')))
  api.get('/contacts', ({ req }) => search(req.raw))
  api.get('/contacts/:id', ({ req }) => contact(req.raw, req.param('id')))
  api.all('*', ({ req }) => notFound(req.raw))
  return api
}
