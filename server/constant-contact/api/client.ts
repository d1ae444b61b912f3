import { type Answer, answerOf } from './answer.ts'
import { createExchange } from './exchange.ts'
import { type Read, readAll, readOne } from './pages.ts'
import {
  type Contact,
  type ContactList,
  type CustomField,
  contact,
  contactList,
  customField,
  privileges,
} from './records.ts'
import type { SignUpForm } from './sign-up-form.ts'

/** What the relay says to, and reads from, the V3 API. Nothing here rejects, repeats a call, or refreshes a token. */
export type Client = {
  signUp(accessToken: string, form: SignUpForm): Promise<Answer>
  /** The contact of this address, deleted ones too, or null. */
  findContact(accessToken: string, email: string): Promise<Read<Contact | null>>
  /** The vendor mails the unsubscribed contact, once ever, and asks whether they come back to these lists. */
  resubscribe(accessToken: string, contactId: string, listIds: readonly string[]): Promise<Answer>
  lists(accessToken: string): Promise<Read<ContactList[]>>
  customFields(accessToken: string): Promise<Read<CustomField[]>>
  /** What the connected user may do, such as `contacts:write`. Needs no scope, so it serves as a health probe. */
  privileges(accessToken: string): Promise<Read<string[]>>
}

/** An answer to a sign-up has some hundred bytes. */
const ANSWER_BYTES = 65_536

type Parts = {
  /** Such as `https://api.cc.email/v3`. */
  apiUrl: string
  fetch: typeof globalThis.fetch
  /** Bounds each whole exchange. */
  timeoutMs?: number
  abortAfter?: (ms: number) => AbortSignal
}

export function createClient({
  apiUrl,
  fetch,
  timeoutMs = 10_000,
  abortAfter = (ms) => AbortSignal.timeout(ms),
}: Parts): Client {
  const ask = createExchange({ fetch, timeoutMs, abortAfter })
  const at = (path: string) => new URL(apiUrl.replace(/\/*$/, '') + path)

  async function send(
    method: 'POST' | 'PUT',
    url: URL,
    accessToken: string,
    json: unknown,
    form?: SignUpForm,
  ): Promise<Answer> {
    return answerOf(await ask({ method, url, accessToken, json, maxBytes: ANSWER_BYTES }), form)
  }

  return {
    signUp: (accessToken, form) => send('POST', at('/contacts/sign_up_form'), accessToken, form, form),

    async findContact(accessToken, email) {
      // encodeURIComponent, because a bare `+` would be read as a space.
      const query = `email=${encodeURIComponent(email)}&status=all&include=list_memberships`
      const found = await readAll(ask, accessToken, at(`/contacts?${query}`), 'contacts', contact)
      return found.kind === 'read' ? { ...found, value: livingFirst(found.value) } : found
    },

    resubscribe: (accessToken, contactId, listIds) =>
      send('PUT', at(`/contacts/resubscribe/${encodeURIComponent(contactId)}`), accessToken, {
        list_ids: listIds,
      }),

    lists: (accessToken) =>
      readAll(ask, accessToken, at('/contact_lists?limit=1000&include_count=true'), 'lists', contactList),

    customFields: (accessToken) =>
      readAll(ask, accessToken, at('/contact_custom_fields?limit=100'), 'custom_fields', customField),

    async privileges(accessToken) {
      const read = await readOne(ask, accessToken, at('/account/user/privileges'), privileges)
      if (read.kind !== 'read') return read
      return { ...read, value: read.value.map(({ privilege_name }) => privilege_name) }
    },
  }
}

/**
 * The search is the vendor's, by its own idea of the same address (capitals, international domains), so every contact it
 * names is believed to be this one. Should there be several, the living one counts.
 */
function livingFirst(contacts: readonly Contact[]): Contact | null {
  return contacts.find(({ deleted }) => !deleted) ?? contacts[0] ?? null
}
