import type { SandboxOptions } from './options.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'

export const ORIGIN = 'http://sandbox.test'
export const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const EVENTS = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
export const LOAF = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
export const NOTES = '1618ae62-4752-11e9-9c8a-fa163e6b01c2'
/** Noon, so that a test does not reach another day by accident. */
export const NOON = Date.UTC(2025, 5, 10, 12)

/** A response with its body read, and parsed if it is JSON. */
type ReadResponse = { status: number; body: unknown; headers: Headers }

/** For tests: a sandbox with a manual clock and a connected client. */
export async function createTestSandbox(options: Partial<SandboxOptions> = {}) {
  let time = NOON
  const sandbox = createSandbox({
    client: { id: 'client' },
    origin: () => ORIGIN,
    now: () => time,
    processingMs: 0,
    ...options,
  })
  const access = options.client?.secret === undefined ? await connect(sandbox) : ''

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ReadResponse> {
    const sent = new Headers({
      Authorization: `Bearer ${access}`,
      ...headers,
    })
    if (body !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json')
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const init = body === undefined ? {} : { body: text }
    return read(await sandbox.fetch(new Request(ORIGIN + path, { method, headers: sent, ...init })))
  }

  return {
    sandbox,
    access,
    call,
    /** Posts a `sign_up_form` with an address and a list; `body` adds or replaces properties. */
    signUp: (body: object = {}) =>
      call('POST', '/v3/contacts/sign_up_form', {
        email_address: 'rosa@example.com',
        list_memberships: [NEWSLETTER],
        ...body,
      }),
    /** Advances the clock, by default enough to be within the rate limit again. */
    advance(ms = 1000) {
      time += ms
    },
    time: () => time,
  }
}

export async function read(response: Response): Promise<ReadResponse> {
  const text = await response.text()
  const { status, headers } = response
  const isJson = headers.get('Content-Type')?.startsWith('application/json')
  return { status, headers, body: isJson ? JSON.parse(text) : text }
}

export async function requestToken(
  sandbox: Sandbox,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams(form)
  return read(
    await sandbox.fetch(new Request(`${ORIGIN}/oauth2/default/v1/token`, { method: 'POST', body, headers })),
  )
}

/** The value at a property path of a body; undefined if there is none. */
export function at(body: unknown, ...path: string[]): unknown {
  const step = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return path.reduce(step, body)
}

export function textOf(body: unknown, ...path: string[]): string {
  const value = at(body, ...path)
  if (typeof value !== 'string') throw new Error(`No string at ${path.join('.')}`)
  return value
}

async function connect(sandbox: Sandbox): Promise<string> {
  const refresh_token = sandbox.seedRefreshToken()
  const { body } = await requestToken(sandbox, {
    grant_type: 'refresh_token',
    refresh_token,
    client_id: 'client',
  })
  return textOf(body, 'access_token')
}
