import { test as base, expect } from '../support/fixtures.ts'
import { post, signUpBody } from '../support/post.ts'
import type { Relay } from '../support/relay.ts'
import { proofFor } from './attacker.ts'

// In one worker, so that its relays are started once.
base.describe.configure({ mode: 'default' })

const LIMIT = 10
const ROBOT = { signals: { trap: 'x', elapsed_ms: 0 } }

const test = base.extend<{ behindProxy: Relay }>({
  behindProxy: async ({ relays }, use) =>
    use(await relays({ TRUSTED_PROXIES: '127.0.0.0/8', RATE_PER_NETWORK: `${LIMIT}` })),
})

/** Through the proxy, which appends the client's address to the header that the client sent. */
const from = (network: string, made_up = '') => ({
  'x-forwarded-for': made_up === '' ? network : `${made_up}, ${network}`,
})

test('a solved proof works once, and only for the address it was made for', async ({
  behindProxy: relay,
  address,
}) => {
  const asked = await post(relay, signUpBody(address, ROBOT), from('192.0.2.1'))
  expect(asked.body.code).toBe('proof_required')
  const proof = proofFor(asked.body)
  const others = await post(relay, signUpBody(`other.${address}`, { ...ROBOT, proof }), from('192.0.2.2'))
  expect(others.body.code).toBe('proof_required')
  expect((await post(relay, signUpBody(address, { ...ROBOT, proof }), from('192.0.2.3'))).status).toBe(201)
  const again = await post(relay, signUpBody(address, { ...ROBOT, proof }), from('192.0.2.4'))
  expect(again.body.code).toBe('proof_required')
  for (const forged of ['', 'x', 'e30=', Buffer.from('{"number":0}').toString('base64'), `${proof}x`])
    expect((await post(relay, signUpBody(address, { ...ROBOT, proof: forged }))).body.code).toBe(
      'proof_required',
    )
})

test('a flood with forged networks counts as one network, and others still get in', async ({
  behindProxy: relay,
  address,
}) => {
  const flood = async (n: number) => {
    const spoofed = ['203.0.113.7', `198.51.100.${n}`, '127.0.0.1', `2001:db8:${n}::1`, 'unknown'].join(', ')
    const headers = {
      ...from('192.0.2.66', spoofed),
      'x-real-ip': `198.51.100.${n}`,
      forwarded: `for=10.0.0.${n}`,
    }
    return (await post(relay, signUpBody(`${n}.${address}`, ROBOT), headers)).status
  }
  const statuses: number[] = []
  for (let n = 0; n < 3 * LIMIT; n += 1) statuses.push(await flood(n))
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2 * LIMIT - 2)
  expect(statuses).not.toContain(201)
  expect((await post(relay, signUpBody(address), from('203.0.113.7'))).status).toBe(201)
})

test('a victim whose address reached its limit can still sign up', async ({
  behindProxy: relay,
  address,
}) => {
  for (let n = 0; n < 8; n += 1) await post(relay, signUpBody(address), from(`198.51.100.${n}`))
  const asked = await post(relay, signUpBody(address, { first_name: 'Ada' }), from('203.0.113.9'))
  expect(asked.body.code).toBe('proof_required')
  const proof = proofFor(asked.body)
  const { status } = await post(relay, signUpBody(address, { first_name: 'Ada', proof }), from('203.0.113.9'))
  expect(status).toBeLessThan(300)
})

for (const [what, fault] of [
  ['Constant Contact fails', { kind: 'status', status: 500 }],
  ['the connection is cut', { kind: 'cut', when: 'before' }],
] as const) {
  test(`fifty sign-ups at which ${what} each time hold up no others`, async ({ freshRelayWith, address }) => {
    test.slow()
    const relay = await freshRelayWith({ PROOF_OF_WORK: 'off', REVEAL_OUTCOME: 'false' })
    await relay.sandbox.fault(fault, { address: '@failing.example.com', times: 1000 })
    const bad = Array.from({ length: 50 }, (_, n) => `bad.${n}@failing.example.com`)
    const good = Array.from({ length: 20 }, (_, n) => `${n}.${address}`)
    // Each kind at once: the longer the relay knows bad ones alone, the longer it takes Constant Contact to be down.
    for (const all of [bad, good]) {
      const answers = await Promise.all(all.map((each) => post(relay, signUpBody(each))))
      expect(answers.map(({ status }) => status)).toEqual(all.map(() => 202))
    }
    const arrived = async () => {
      const contacts = JSON.stringify((await relay.sandbox.state()).contacts)
      return good.filter((each) => contacts.includes(each)).length
    }
    await expect.poll(arrived, { timeout: 240_000 }).toBe(20)
    const tried = (await relay.sandbox.signUps()).map((body) => JSON.stringify(body))
    for (const each of bad) expect(tried.filter((body) => body.includes(`"${each}"`)).length).toBeLessThan(4)
  })
}
