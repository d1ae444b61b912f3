import type { SandboxOptions } from './options.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'

export const ORIGIN = 'http://sandbox.test'
export const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const EVENTS = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
export const LOAF = '1618ae62-4752-11e9-9c8a-fa163e6b01c1'
export const NOTES = '1618ae62-4752-11e9-9c8a-fa163e6b01c2'
/** Noon, so that neither the day before nor the day after is near. */
export const NOON = Date.UTC(2025, 5, 10, 12)

/** An answer of the stand-in, its body already read: JSON where it is JSON. */
export type Read = { status: number; body: unknown; headers: Headers }

/** For tests: a stand-in with a clock that stands still until it is moved, and somebody who is connected to it. */
export async function createWorld(options: Partial<SandboxOptions> = {}) {
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
  ): Promise<Read> {
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
    /** `sign_up_form` with an address and a list, and whatever is given beside or instead. */
    signUp: (body: object = {}) =>
      call('POST', '/v3/contacts/sign_up_form', {
        email_address: 'rosa@example.com',
        list_memberships: [NEWSLETTER],
        ...body,
      }),
    /** Lets time pass; by default so much that no call is too early. */
    pass(ms = 1000) {
      time += ms
    },
    time: () => time,
  }
}

export async function read(response: Response): Promise<Read> {
  const text = await response.text()
  const { status, headers } = response
  const isJson = headers.get('Content-Type')?.startsWith('application/json')
  return { status, headers, body: isJson ? JSON.parse(text) : text }
}

export async function askToken(
  sandbox: Sandbox,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const body = new URLSearchParams(form)
  return read(
    await sandbox.fetch(new Request(`${ORIGIN}/oauth2/default/v1/token`, { method: 'POST', body, headers })),
  )
}

/** What stands at a path of properties in a body that was read; undefined where there is nothing. */
export function at(body: unknown, ...path: string[]): unknown {
  const step = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return path.reduce(step, body)
}

export function textOf(body: unknown, ...path: string[]): string {
  const value = at(body, ...path)
  if (typeof value !== 'string') throw new Error(`No text at ${path.join('.')}`)
  return value
}

async function connect(sandbox: Sandbox): Promise<string> {
  const refresh_token = sandbox.seedRefreshToken()
  const { body } = await askToken(sandbox, {
    grant_type: 'refresh_token',
    refresh_token,
    client_id: 'client',
  })
  return textOf(body, 'access_token')
}
