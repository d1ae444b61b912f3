import { request as httpRequest } from 'node:http'
import { LIMITS } from '../../../server/contract.ts'
import { expect, test } from '../../support/fixtures.ts'
import { post, signUpBody } from '../../support/post.ts'

test.describe('none of these reaches Constant Contact', () => {
  test.afterEach(async ({ relay }) => {
    expect(await relay.sandbox.signUps()).toEqual([])
  })

  for (const text of ['', '{', '{"a":1,}', 'null', '[]', '"text"', '17', '['.repeat(8000), 'a=b', '\u0000']) {
    test(`the body ${JSON.stringify(text.slice(0, 10))} is malformed`, async ({ relay }) => {
      const { status, body } = await post(relay, text)
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'malformed' })
    })
  }

  test('bytes that are not text are malformed', async ({ relay }) => {
    const response = await fetch(`${relay.url}/v1/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    })
    expect(response.status).toBe(400)
  })

  for (const type of ['text/plain', 'application/jsonp', 'application/xml', '']) {
    test(`the content type ${JSON.stringify(type)} is refused`, async ({ relay, address }) => {
      const { status, body } = await post(relay, signUpBody(address), { 'content-type': type })
      expect({ status, code: body.code }).toEqual({ status: 415, code: 'unsupported_media_type' })
    })
  }

  for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
    test(`the method ${method} is refused and says what is allowed`, async ({ relay }) => {
      const response = await fetch(`${relay.url}/v1/signups`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toContain('POST')
    })
  }

  for (const path of [
    '/v1/signup',
    '/v1/',
    '/v2/signups',
    '/v1/signups/1',
    '/v1/..%2f..%2fpackage.json',
    '/.env',
    '/%',
  ]) {
    test(`there is nothing at ${path}`, async ({ relay }) => {
      const response = await fetch(relay.url + path, { method: 'POST', body: '{}' })
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    })
  }

  test('a body of 10 MB is refused without being read to its end', async ({ relay }) => {
    const answer = await raw(relay, { 'content-length': String(10_000_000) }, ['{"email_address":"'])
    expect(answer).toMatchObject({ status: 413, code: 'too_large' })
  })

  test('a body of 10 MB that hides its length is refused', async ({ relay }) => {
    const chunk = 'a'.repeat(100_000)
    const answer = await raw(
      relay,
      { 'transfer-encoding': 'chunked' },
      Array.from({ length: 100 }, () => chunk),
    )
    expect(answer).toMatchObject({ status: 413, code: 'too_large' })
  })

  test('a body one byte over 192 kB is refused', async ({ relay, address }) => {
    const text = JSON.stringify(signUpBody(address))
    expect((await post(relay, text.padEnd(LIMITS.body_bytes + 1, ' '))).status).toBe(413)
  })
})

test('a body of exactly 192 kB is read', async ({ relay, address }) => {
  const text = JSON.stringify(signUpBody(address))
  expect((await post(relay, text.padEnd(LIMITS.body_bytes, ' '))).status).toBeLessThan(300)
})

test('a body that arrives slowly keeps nobody else waiting', async ({ relay, address }) => {
  const slow = httpRequest(`${relay.url}/v1/signups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '500' },
  })
  let isOver = false
  slow.on('close', () => {
    isOver = true
  })
  slow.on('error', () => undefined).write('{"email_address"')
  expect((await post(relay, signUpBody(address))).status).toBeLessThan(300)
  // The relay would wait ten seconds for the rest.
  expect(isOver).toBe(false)
  slow.destroy()
})

/** Posts in chunks and reads the answer as soon as there is one. */
function raw(
  relay: { url: string },
  headers: Record<string, string>,
  chunks: string[],
): Promise<{ status: number; code: unknown }> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(`${relay.url}/v1/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    })
    // The connection may be closed while the body is still being sent; the answer came before.
    outgoing.on('error', () => undefined)
    outgoing.on('response', (response) => {
      let text = ''
      response.on('data', (data: Buffer) => {
        text += data
      })
      response.on('end', () => {
        outgoing.destroy()
        const problem: unknown = JSON.parse(text)
        const code =
          typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined
        resolve({ status: response.statusCode ?? 0, code })
      })
    })
    for (const chunk of chunks) outgoing.write(chunk)
  })
}
