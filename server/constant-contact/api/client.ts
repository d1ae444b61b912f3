import { type Answer, answerOf, mailAnswerOf } from './answer.ts'
import { createExchange } from './exchange.ts'
import { type MakeCall, type Read, readAll, readOne } from './pages.ts'
import { type Contact, contact, contactList, customField, privileges } from './records.ts'
import type { SignUpForm } from './sign-up-form.ts'

/** An answer to a sign-up has a few hundred bytes. */
const ANSWER_BYTES = 65_536

type Parts = {
  /** Such as `https://api.cc.email/v3`. */
  apiUrl: string
  fetch: typeof globalThis.fetch
  /** Bounds each whole exchange. */
  timeoutMs?: number
  abortAfter?: (ms: number) => AbortSignal
}

export type Client = ReturnType<typeof createClient>

/** The relay's calls to the V3 API. Nothing here rejects, retries a call, or refreshes a token. */
export function createClient({ apiUrl, fetch, timeoutMs = 10_000, abortAfter = AbortSignal.timeout }: Parts) {
  const exchange = createExchange({ fetch, timeoutMs, abortAfter })
  const at = (path: string) => new URL(apiUrl.replace(/\/*$/, '') + path)

  return {
    async signUp(accessToken: string, form: SignUpForm): Promise<Answer> {
      const url = at('/contacts/sign_up_form')
      const request = { method: 'POST', url, accessToken, json: form, maxBytes: ANSWER_BYTES } as const
      return answerOf(await exchange(request), form)
    },

    /** The contact with this address, even a deleted one, or null. */
    async findContact(accessToken: string, email: string): Promise<Read<Contact | null>> {
      // encodeURIComponent, because a bare `+` would be read as a space.
      const query = `email=${encodeURIComponent(email)}&status=all&include=list_memberships`
      const found = await readAll(exchange, accessToken, at(`/contacts?${query}`), 'contacts', contact)
      return found.kind === 'read' ? { ...found, value: undeletedFirst(found.value) } : found
    },

    /** The vendor emails the unsubscribed contact, once for each departure, and asks whether they rejoin these lists. */
    async resubscribe(accessToken: string, contactId: string, listIds: readonly string[]): Promise<Answer> {
      const url = at(`/contacts/resubscribe/${encodeURIComponent(contactId)}`)
      const json = { list_ids: listIds }
      return mailAnswerOf(await exchange({ method: 'PUT', url, accessToken, json, maxBytes: ANSWER_BYTES }))
    },

    /** The lists that are not deleted. */
    async lists(accessToken: string, makeCall?: MakeCall) {
      const url = at('/contact_lists?limit=1000&include_count=true')
      const read = await readAll(exchange, accessToken, url, 'lists', contactList, makeCall)
      if (read.kind !== 'read') return read
      return { ...read, value: read.value.filter((list) => list !== undefined) }
    },

    customFields(accessToken: string, makeCall?: MakeCall) {
      const url = at('/contact_custom_fields?limit=100')
      return readAll(exchange, accessToken, url, 'custom_fields', customField, makeCall)
    },

    /** What the connected user may do, such as `contacts:write`. Needs no scope, so it serves as a health probe. */
    privileges: (accessToken: string) =>
      readOne(exchange, accessToken, at('/account/user/privileges'), privileges),
  }
}

/**
 * The vendor searches by its own idea of the same address (capitals, international domains), so every contact it returns
 * counts as this one. If there are several, the one that is not deleted is used.
 */
function undeletedFirst(contacts: readonly Contact[]): Contact | null {
  return contacts.find(({ deleted }) => !deleted) ?? contacts[0] ?? null
}
