import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Listener, listen } from './listen.ts'
import type { FaultRuleInput } from './rules/faults.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { NEWSLETTER, textOf } from './test-sandbox.ts'

let listening: Listener
let sandbox: Sandbox
let access: string

beforeEach(async () => {
  sandbox = createSandbox({ client: { id: 'client' }, origin: () => listening.url, processingMs: 0 })
  listening = await listen(sandbox, { port: 0, host: '127.0.0.1' })
  const form = { grant_type: 'refresh_token', refresh_token: sandbox.seedRefreshToken(), client_id: 'client' }
  const answer = await fetch(`${listening.url}/oauth2/default/v1/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  access = textOf(await answer.json(), 'access_token')
})
afterEach(() => listening.close())

function signUp(signal?: AbortSignal): Promise<Response> {
  return fetch(`${listening.url}/v3/contacts/sign_up_form`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email_address: 'rosa@example.com', list_memberships: [NEWSLETTER] }),
    ...(signal === undefined ? {} : { signal }),
  })
}

function withFault(fault: FaultRuleInput['fault']): void {
  sandbox.control.addFault({ path: '/v3', times: 1, fault })
}

test('a sign-up over real HTTP is created, with a request id', async () => {
  const answer = await signUp()
  expect(answer.status).toBe(201)
  expect(await answer.json()).toEqual({ contact_id: expect.any(String), action: 'created' })
  expect(answer.headers.get('x-amzn-RequestId')).toMatch(/^[\da-f-]{36}$/)
})

test('a cut before the response breaks the connection and creates no contact', async () => {
  withFault({ kind: 'cut' })
  await expect(signUp()).rejects.toThrow(TypeError)
  expect(sandbox.state().contacts).toHaveLength(0)
})

test('a cut in the body comes after the headers and half of the body', async () => {
  withFault({ kind: 'cut', when: 'body' })
  const answer = await signUp()
  expect(answer.status).toBe(201)
  await expect(answer.text()).rejects.toThrow(TypeError)
  expect(sandbox.state().contacts).toHaveLength(1)
})

test('a response lost after the change leaves the contact changed', async () => {
  withFault({ kind: 'applied-then-cut' })
  await expect(signUp()).rejects.toThrow(TypeError)
  expect(sandbox.state().contacts).toHaveLength(1)
  expect(sandbox.state().calls.at(-1)).toMatchObject({ status: null, fault: 'applied-then-cut' })
})

test('a hang never responds, and the next call succeeds', async () => {
  withFault({ kind: 'hang' })
  await expect(signUp(AbortSignal.timeout(80))).rejects.toThrow('timeout')
  expect((await signUp()).status).toBe(201)
})

test('a hang in the body sends the headers and half of the body, then nothing', async () => {
  withFault({ kind: 'hang', when: 'body' })
  const patience = new AbortController()
  const answer = await signUp(patience.signal)
  expect(answer.status).toBe(201)
  setTimeout(() => patience.abort(new Error('nothing more came')), 80)
  await expect(answer.text()).rejects.toThrow('nothing more came')
})

test('a cut in an empty body sends the headers, and the next call succeeds', async () => {
  withFault({ kind: 'cut', when: 'body' })
  const headers = { Authorization: `Bearer ${access}`, 'Content-Type': 'text/plain' }
  const answer = await fetch(`${listening.url}/v3/contacts/sign_up_form`, {
    method: 'POST',
    headers,
    body: '{}',
  })
  expect(answer.status).toBe(415)
  expect((await signUp()).status).toBe(201)
})

test('close ends silent connections too', async () => {
  withFault({ kind: 'hang' })
  const silent = signUp()
  const ended = expect(silent).rejects.toThrow(TypeError)
  await new Promise((resolve) => setTimeout(resolve, 30))
  await listening.close()
  await ended
})

test('a port in use is an error', async () => {
  const port = Number(new URL(listening.url).port)
  await expect(listen(sandbox, { port, host: '127.0.0.1' })).rejects.toThrow('EADDRINUSE')
})

test('a caller that disconnects in the middle of its body does no harm', async () => {
  const { hostname, port } = new URL(listening.url)
  const socket = connect(Number(port), hostname)
  socket.write('POST /v3/contacts/sign_up_form HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"email')
  await new Promise((resolve) => setTimeout(resolve, 30))
  socket.destroy()
  expect((await signUp()).status).toBe(201)
})
