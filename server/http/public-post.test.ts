import { createServer } from 'node:http'
import { expect, it, onTestFinished, test } from 'vitest'
import { createPublicPost, type FindAddresses, NotPublicError } from './public-post.ts'

const post = () =>
  ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
    signal: AbortSignal.timeout(5_000),
  }) as const

/** A name server that gives one answer after the other, and the last for ever. */
function answering(...answers: string[][]): FindAddresses {
  return (_name, _options, found) => {
    const addresses = answers.length > 1 ? answers.shift() : answers[0]
    found(
      null,
      (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

/** A server on this machine that must not be reached; how often it was. */
async function aPrivateServer() {
  let reached = 0
  const server = createServer((_request, response) => {
    reached += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const place = server.address()
  const port = typeof place === 'object' && place !== null ? place.port : 0
  return { port, reached: () => reached }
}

test.each([
  ['this machine', ['127.0.0.1']],
  ['this machine, as IPv6 writes it', ['::ffff:127.0.0.1']],
  ['this machine, behind a public address', ['8.8.8.8', '127.0.0.1']],
  ['a private network', ['10.0.0.1']],
  ['the address of cloud metadata', ['169.254.169.254']],
  ['nothing', []],
])('a name that leads to %s is never connected to', async (_what, addresses) => {
  const { port, reached } = await aPrivateServer()
  const posting = createPublicPost(answering(addresses))(`http://hooks.example.org:${port}/`, post())
  await expect(posting).rejects.toThrow()
  expect(reached()).toBe(0)
})

test('the address that was checked is the one connected to, whatever the name leads to afterwards', async () => {
  const { port, reached } = await aPrivateServer()
  let asked = 0
  const answers = answering(['127.0.0.1'], ['8.8.8.8'])
  const rebinding: FindAddresses = (name, options, found) => {
    asked += 1
    answers(name, options, found)
  }
  await expect(createPublicPost(rebinding)(`http://hooks.example.org:${port}/`, post())).rejects.toThrow(
    NotPublicError,
  )
  expect([asked, reached()]).toEqual([1, 0])
})

it.each([
  'http://127.0.0.1',
  'http://[::1]',
  'http://localhost',
  'http://2130706433',
  'http://[::ffff:127.0.0.1]',
])('never posts to %s, which is looked up nowhere', async (address) => {
  const { port, reached } = await aPrivateServer()
  await expect(createPublicPost()(`${address}:${port}/`, post())).rejects.toThrow(NotPublicError)
  expect(reached()).toBe(0)
})
