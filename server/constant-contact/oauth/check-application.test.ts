import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { checkApplication } from './check-application.ts'

const VENDOR = 'http://127.0.0.1:8081'

/** Checks an application at a sandbox that knows the one named `client`. */
function check(
  client: { id: string; secret?: string },
  application: { clientId: string; clientSecret?: string },
) {
  const sandbox = createSandbox({ client, origin: () => VENDOR })
  const parts = {
    authUrl: `${VENDOR}/oauth2/default/v1`,
    fetch: async (input: string | URL | Request, init?: RequestInit) =>
      sandbox.fetch(new Request(input, init)),
    waitForCall: async () => true,
  }
  return checkApplication(parts, application)
}

const answering = (answer: () => Promise<Response>, mayCall = true) =>
  checkApplication(
    { authUrl: `${VENDOR}/oauth2`, fetch: answer, waitForCall: async () => mayCall },
    { clientId: 'bakery' },
  )

describe('an application', () => {
  it('is right if the vendor knows it, with its secret where it has one', async () => {
    expect(await check({ id: 'bakery' }, { clientId: 'bakery' })).toEqual({ kind: 'right' })
    const withSecret = { clientId: 'bakery', clientSecret: 'rye' }
    expect(await check({ id: 'bakery', secret: 'rye' }, withSecret)).toEqual({ kind: 'right' })
  })

  it.each([
    ['another id', { id: 'bakery' }, { clientId: 'bakerey' }],
    ['another secret', { id: 'bakery', secret: 'rye' }, { clientId: 'bakery', clientSecret: 'wheat' }],
    ['a secret left out', { id: 'bakery', secret: 'rye' }, { clientId: 'bakery' }],
    ['a secret that it does not have', { id: 'bakery' }, { clientId: 'bakery', clientSecret: 'rye' }],
  ])('is wrong with %s', async (_, client, application) => {
    expect(await check(client, application)).toEqual({ kind: 'wrong', error: 'invalid_client' })
  })

  it('is neither while the vendor cannot be asked', async () => {
    const down = async () => Response.json({}, { status: 503 })
    expect(await answering(down)).toEqual({ kind: 'unknown', cause: 'HTTP 503' })
    expect(await answering(async () => Promise.reject(new TypeError('fetch failed')))).toMatchObject({
      kind: 'unknown',
    })
    expect(await answering(down, false)).toEqual({ kind: 'unknown' })
  })
})
