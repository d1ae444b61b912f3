import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { createTestSandbox, NEWSLETTER, ORIGIN } from '../test-sandbox.ts'
import type { FaultRuleInput } from './faults.ts'

async function worldWithFault(fault: FaultRuleInput['fault'], rule: Omit<FaultRuleInput, 'fault'> = {}) {
  const world = await createTestSandbox({ perSecond: 100 })
  world.sandbox.control.addFault({ ...rule, fault })
  const contacts = () => world.sandbox.state().contacts.length
  return { ...world, contacts }
}

describe('a fault applies', () => {
  test('a limited number of times', async () => {
    const { signUp } = await worldWithFault({ kind: 'status', status: 500 }, { times: 2 })
    expect([(await signUp()).status, (await signUp()).status, (await signUp()).status]).toEqual([
      500, 500, 201,
    ])
  })

  test('for a limited time, by the sandbox’s clock', async () => {
    const { signUp, sandbox } = await worldWithFault({ kind: 'status', status: 503 }, { for_ms: 30_000 })
    expect((await signUp()).status).toBe(503)
    sandbox.control.advance(29_999)
    expect((await signUp()).status).toBe(503)
    sandbox.control.advance(1)
    expect((await signUp()).status).toBe(201)
  })

  test('until cleared, if it has no limits', async () => {
    const { signUp, sandbox } = await worldWithFault({ kind: 'status', status: 503 })
    expect((await signUp()).status).toBe(503)
    sandbox.control.clearFaults()
    expect((await signUp()).status).toBe(201)
  })

  test('to calls whose path has the prefix', async () => {
    const { signUp, call } = await worldWithFault({ kind: 'status', status: 503 }, { path: '/v3/contacts' })
    expect((await call('GET', '/v3/account/user/privileges')).status).toBe(200)
    expect((await signUp()).status).toBe(503)
  })

  test('to calls whose path and query have the prefix', async () => {
    const { signUp, call } = await worldWithFault({ kind: 'status', status: 404 }, { path: '/v3/contacts?' })
    expect((await call('GET', '/v3/contacts?email=a%40example.com')).status).toBe(404)
    expect((await signUp()).status).toBe(201)
  })

  test.each([
    ['bad@example.com', ['bad@example.com', 'BAD@example.com'], ['good@example.com', 'ad@example.com']],
    ['@Bad.example', ['a@bad.example', 'b+c@BAD.example'], ['a@example.com', 'bad.example@example.com']],
  ])('to calls about %s', async (address, bad, good) => {
    const { call } = await worldWithFault({ kind: 'status', status: 500 }, { address })
    const statuses = async (email_address: string) => [
      (await call('POST', '/v3/contacts/sign_up_form', { email_address, list_memberships: [NEWSLETTER] }))
        .status,
      (await call('GET', `/v3/contacts?email=${encodeURIComponent(email_address)}`)).status,
    ]
    for (const email of bad) expect(await statuses(email)).toEqual([500, 500])
    for (const email of good) expect(await statuses(email)).toEqual([201, 200])
    expect((await call('GET', '/v3/contact_lists')).status).toBe(200)
  })

  test('never to the sandbox’s own pages and controls', async () => {
    const { sandbox } = await worldWithFault({ kind: 'status', status: 503 })
    expect((await sandbox.fetch(new Request(`${ORIGIN}/sandbox/state`))).status).toBe(200)
    expect((await sandbox.fetch(new Request(`${ORIGIN}/`))).status).toBe(200)
  })

  test('oldest first, then the next once it is used up', async () => {
    const { signUp, sandbox } = await worldWithFault({ kind: 'status', status: 500 }, { times: 1 })
    sandbox.control.addFault({ times: 1, fault: { kind: 'status', status: 503 } })
    expect(sandbox.state().faults).toHaveLength(2)
    expect([(await signUp()).status, (await signUp()).status, (await signUp()).status]).toEqual([
      500, 503, 201,
    ])
    expect(sandbox.state().faults).toHaveLength(0)
  })
})

describe('the fault', () => {
  test.each([
    [400, [{ error_key: 'contacts.api.validation.error', error_message: 'Email address is invalid' }]],
    [401, { error_key: 'unauthorized', error_message: 'Unauthorized' }],
    [
      403,
      { error_key: 'access_denied', error_message: 'Request forbidden due to insufficient user privileges.' },
    ],
    [404, [{ error_key: 'contacts.api.not_found', error_message: expect.any(String) }]],
    [409, [{ error_key: 'contacts.api.conflict', error_message: expect.any(String) }]],
    [415, ''],
    [429, { error_key: 'throttled', error_message: 'Too Many Requests' }],
    [500, ''],
    [503, ''],
  ])('status %i has the documented body and changes nothing', async (status, body) => {
    const { signUp, contacts } = await worldWithFault({ kind: 'status', status })
    const answer = await signUp()
    expect(answer).toMatchObject({ status })
    expect(answer.body).toEqual(body)
    expect(answer.headers.get('x-amzn-RequestId')).not.toBeNull()
    expect(contacts()).toBe(0)
  })

  test('status can have its own body', async () => {
    const body = { error_key: 'quota_exceeded', error_message: 'Limit Exceeded' }
    const { signUp } = await worldWithFault({ kind: 'status', status: 429, body })
    expect(await signUp()).toMatchObject({ status: 429, body })
  })

  test('delay gives the normal response later', async () => {
    const slept: number[] = []
    const { signUp, sandbox } = await createTestSandbox({ sleep: async (ms) => slept.push(ms) })
    sandbox.control.addFault({ fault: { kind: 'delay', ms: 40 } })
    expect((await signUp()).status).toBe(201)
    expect(slept).toContain(40)
  })

  test('malformed takes effect, but its JSON is cut short', async () => {
    const { sandbox, access, contacts } = await worldWithFault({ kind: 'malformed' })
    const answer = await sandbox.fetch(signUpRequest(access))
    expect(answer.status).toBe(201)
    await expect(answer.json()).rejects.toThrow(SyntaxError)
    expect(contacts()).toBe(1)
  })

  test('html is a gateway’s error page', async () => {
    const { signUp, contacts } = await worldWithFault({ kind: 'html' })
    const answer = await signUp()
    expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('<html>') })
    expect(answer.headers.get('Content-Type')).toBe('text/html')
    expect(contacts()).toBe(0)
  })

  test('empty has a status and no body', async () => {
    const { signUp } = await worldWithFault({ kind: 'empty', status: 200 })
    expect(await signUp()).toMatchObject({ status: 200, body: '' })
  })

  test('cut rejects like fetch and has no effect', async () => {
    const { signUp, contacts, sandbox } = await worldWithFault({ kind: 'cut' })
    await expect(signUp()).rejects.toThrow(TypeError)
    expect(contacts()).toBe(0)
    expect(sandbox.state().calls.at(-1)).toMatchObject({ status: null, fault: 'cut' })
  })

  test('cut in the body takes effect and comes after the headers', async () => {
    const { sandbox, access, contacts } = await worldWithFault({ kind: 'cut', when: 'body' })
    const answer = await sandbox.fetch(signUpRequest(access))
    expect(answer.status).toBe(201)
    await expect(answer.text()).rejects.toThrow(TypeError)
    expect(contacts()).toBe(1)
  })

  test('applied-then-cut takes effect without a response', async () => {
    const { signUp, contacts } = await worldWithFault({ kind: 'applied-then-cut' }, { times: 1 })
    await expect(signUp()).rejects.toThrow(TypeError)
    expect(contacts()).toBe(1)
    expect((await signUp()).body).toMatchObject({ action: 'updated' })
  })

  test('hang lasts until the caller aborts, with the signal’s reason', async () => {
    const { sandbox, access } = await worldWithFault({ kind: 'hang' })
    const giveUp = new AbortController()
    const waiting = sandbox.fetch(signUpRequest(access, giveUp.signal))
    const settled = vi.fn()
    waiting.catch(settled)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(settled).not.toHaveBeenCalled()
    giveUp.abort(new DOMException('enough', 'TimeoutError'))
    await expect(waiting).rejects.toThrow('enough')
  })

  test.each(['before', 'body'] as const)(
    'hang ends with the signal, %s, even if memory was collected meanwhile',
    async (when) => {
      const { sandbox, access } = await worldWithFault({ kind: 'hang', when })
      const giveUp = new AbortController()
      const read = async () => (await sandbox.fetch(signUpRequest(access, giveUp.signal))).text()
      const reading = expect(read()).rejects.toThrow('enough')
      for (let times = 0; times < 3; times += 1) {
        await setImmediate()
        collectGarbage()
      }
      giveUp.abort(new DOMException('enough', 'TimeoutError'))
      await reading
    },
  )

  test('hang in the body sends the headers and ends with the signal', async () => {
    const { sandbox, access } = await worldWithFault({ kind: 'hang', when: 'body' })
    const answer = await sandbox.fetch(signUpRequest(access, AbortSignal.timeout(40)))
    expect(answer.status).toBe(201)
    await expect(answer.text()).rejects.toThrow('timeout')
  })

  test('a caller that aborts during a delay is released at once', async () => {
    const { sandbox, access } = await worldWithFault({ kind: 'delay', ms: 5000 })
    await expect(sandbox.fetch(signUpRequest(access, AbortSignal.timeout(20)))).rejects.toThrow('timeout')
  })

  test('can apply to the token endpoint', async () => {
    const body = { error: 'invalid_grant', error_description: 'The refresh token is invalid or expired.' }
    const { sandbox, advance } = await worldWithFault(
      { kind: 'status', status: 400, body },
      { path: '/oauth2' },
    )
    advance()
    const request = new Request(`${ORIGIN}/oauth2/default/v1/token`, {
      method: 'POST',
      body: new URLSearchParams(),
    })
    expect(await (await sandbox.fetch(request)).json()).toEqual(body)
  })
})

function signUpRequest(access: string, signal?: AbortSignal): Request {
  return new Request(`${ORIGIN}/v3/contacts/sign_up_form`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email_address: 'rosa@example.com', list_memberships: [NEWSLETTER] }),
    ...(signal === undefined ? {} : { signal }),
  })
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}
