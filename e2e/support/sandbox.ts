/** The faults that the sandbox can simulate, and what it has recorded. */
export type Fault =
  | { kind: 'status'; status: number; body?: unknown }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' }
  | { kind: 'cut'; when: 'before' | 'body' }
  | { kind: 'applied-then-cut' }
  | { kind: 'malformed' }
  | { kind: 'html' }
  | { kind: 'empty'; status: number }

/** Constant Contact refuses the address. */
export const ADDRESS_REFUSED: Fault = {
  kind: 'status',
  status: 400,
  body: [{ error_key: 'contacts.api.validation.error', error_message: 'Email address is invalid' }],
}

type Call = { method: string; path: string; status: number | null; body: unknown }
/** A mail that the sandbox caught. */
export type Mail = { id: string; to: string; subject: string; text: string; html?: string }
type SandboxState = { contacts: Record<string, unknown>[]; calls: Call[]; mailbox: Mail[] }

export type Sandbox = {
  url: string
  state(): Promise<SandboxState>
  /** The bodies of the received sign-ups, oldest first. */
  signUps(): Promise<unknown[]>
  /** Applies a fault to the next `times` calls of a path, or about an `address` or a domain; by default to one sign-up call. */
  fault(fault: Fault, options?: { path?: string; address?: string; times?: number }): Promise<void>
  settings(change: Record<string, unknown>): Promise<void>
  /** Adds lists, custom fields or contacts to the account. */
  add(kind: 'lists' | 'custom_fields' | 'contacts', items: Record<string, unknown>[]): Promise<void>
  advanceClock(ms: number): Promise<void>
  /** Resets the account: no contacts, no faults, default settings. */
  reset(): Promise<void>
  /** Revokes the relay's access to the account. */
  revoke(): Promise<void>
}

const SIGN_UP_PATH = '/v3/contacts/sign_up_form'

/** Controls the sandbox at `url`. */
export function sandboxAt(url: string): Sandbox {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${url}/sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${method} ${path}.`)
    return response
  }
  const state = async (): Promise<SandboxState> => (await call('GET', 'state')).json()
  return {
    url,
    state,
    async signUps() {
      return (await state()).calls.filter(({ path }) => path === SIGN_UP_PATH).map(({ body }) => body)
    },
    async fault(fault, { path = SIGN_UP_PATH, address, times = 1 } = {}) {
      await call('POST', 'faults', { path, address, times, fault })
    },
    async settings(change) {
      await call('POST', 'settings', change)
    },
    async add(kind, items) {
      await call('POST', kind, { [kind]: items })
    },
    async advanceClock(ms) {
      await call('POST', 'clock', { advance_ms: ms })
    },
    async reset() {
      await call('DELETE', 'faults')
      await call('POST', 'reset')
    },
    async revoke() {
      await call('POST', 'revoke')
    },
  }
}
