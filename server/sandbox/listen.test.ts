import { afterEach, expect, test } from 'vitest'
import { type Listening, listen } from './listen.ts'
import { createSandbox } from './sandbox.ts'

let listening: Listening | undefined
afterEach(async () => {
  await listening?.close()
})

test('the stand-in gives a token and takes a sign-up over real HTTP', async () => {
  const sandbox = createSandbox({ client: { id: 'client' }, origin: () => listening?.url ?? '' })
  const { url } = (listening = await listen(sandbox, { port: 0, host: '127.0.0.1' }))
  const token = await fetch(`${url}/oauth2/default/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: sandbox.seedRefreshToken(),
      client_id: 'client',
    }),
  })
  expect(token.status).toBe(200)
  const { access_token } = await token.json()
  const answer = await fetch(`${url}/v3/contacts/sign_up_form`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      email_address: 'a@example.com',
      list_memberships: ['d13d60d0-f256-11e8-b47d-fa163e56c9b0'],
    }),
  })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toEqual({ contact_id: expect.any(String), action: 'created' })
  expect(answer.headers.get('x-amzn-RequestId')).toMatch(/^[\da-f-]{36}$/)
})
