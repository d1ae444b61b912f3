import { z } from 'zod'
import type { TokenState } from '../constant-contact/oauth/token-state.ts'
import type { Tokens } from '../delivery/connection.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { TestClock } from './clock.ts'

export const ORIGIN = 'http://sandbox.test'
const CLIENT_ID = 'relay'

/** A sandbox on the test's clock, and a connection to it. */
export type Vendor = { sandbox: Sandbox; tokens: Tokens; connect(): void; refreshes(): number }

export function aVendor(clock: TestClock): Vendor {
  const sandbox = createSandbox({
    now: clock.now,
    sleep: clock.sleep,
    client: { id: CLIENT_ID },
    origin: () => ORIGIN,
    processingMs: 0,
    tokenPerSecond: 1000,
  })
  let refreshToken: string | undefined = sandbox.seedRefreshToken()
  let accessToken: string | undefined
  let refreshes = 0

  function lose(): void {
    refreshToken = undefined
    accessToken = undefined
  }

  async function refresh(): Promise<TokenState> {
    if (refreshToken === undefined) return { kind: 'disconnected', reason: 'grant_lost' }
    refreshes += 1
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID }
    const request = new Request(`${ORIGIN}/oauth2/default/v1/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const response = await sandbox.fetch(request)
    if (!response.ok) {
      lose()
      return { kind: 'disconnected', reason: 'grant_lost' }
    }
    const pair = z
      .object({ access_token: z.string(), refresh_token: z.string() })
      .parse(await response.json())
    refreshToken = pair.refresh_token
    accessToken = pair.access_token
    return { kind: 'token', accessToken }
  }

  return {
    sandbox,
    refreshes: () => refreshes,
    connect() {
      refreshToken = sandbox.seedRefreshToken()
      accessToken = undefined
    },
    tokens: {
      current: async () => (accessToken === undefined ? refresh() : { kind: 'token', accessToken }),
      refreshAfter: async (rejected) =>
        accessToken !== undefined && accessToken !== rejected ? { kind: 'token', accessToken } : refresh(),
      giveUp: async (rejected) => {
        if (rejected === accessToken) lose()
      },
    },
  }
}

/** The sign-up calls that the vendor received, oldest first: when, with what, and how it answered. */
export function signUpCalls({ sandbox }: Vendor) {
  return sandbox
    .state()
    .calls.filter(({ path }) => path === '/v3/contacts/sign_up_form')
    .map(({ time, status, body }) => ({
      time,
      status,
      body: z.looseObject({ email_address: z.string() }).parse(body),
    }))
}

/** True if no five calls to the API came within one second. */
export function paceWasKept({ sandbox }: Vendor): boolean {
  const times = sandbox
    .state()
    .calls.filter(({ path }) => path.startsWith('/v3/'))
    .map(({ time }) => time)
  return times.every((time, index) => time - (times[index - 4] ?? 0) >= 1000)
}
