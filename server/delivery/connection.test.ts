import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RefreshAnswer } from '../constant-contact/oauth/authorization.ts'
import { createTokens } from '../constant-contact/oauth/tokens.ts'
import type { FaultRuleInput } from '../sandbox/rules/faults.ts'
import { createSeal } from '../store/sealed.ts'
import { ENGINES } from '../testing/databases.ts'
import { aRelay, SECRET } from '../testing/relay.ts'
import { ORIGIN, signUpCalls } from '../testing/vendor.ts'
import { aWorld } from '../testing/world.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../time/duration.ts'

/** A relay with the tokens it has in earnest, from the sandbox's token endpoint or from `issue`. */
async function aConnectedWorld(engine: (typeof ENGINES)[number], issue?: () => RefreshAnswer) {
  const world = await aWorld(engine)
  const { sandbox } = world.vendor
  const refreshes: number[] = []
  async function refresh(refresh_token: string): Promise<RefreshAnswer> {
    refreshes.push(world.clock.now())
    if (issue !== undefined) return issue()
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: 'relay' })
    const response = await sandbox.fetch(
      new Request(`${ORIGIN}/oauth2/default/v1/token`, { method: 'POST', body }),
    )
    if (!response.ok) return { kind: response.status === 400 ? 'invalid_grant' : 'unavailable' }
    const pair = z
      .object({ access_token: z.string(), refresh_token: z.string() })
      .parse(await response.json())
    return {
      kind: 'tokens',
      pair: { accessToken: pair.access_token, refreshToken: pair.refresh_token, lifeMs: DAY_MS },
    }
  }
  const tokens = createTokens({
    database: world.database,
    seal: createSeal([SECRET], 'grant'),
    authorization: { refresh },
    now: world.clock.now,
    sleep: world.clock.sleep,
    log: pino({ level: 'silent' }),
    seedRefreshToken: sandbox.seedRefreshToken(),
  })
  const relay = await aRelay(world.database, world.clock, { ...world.vendor, tokens })
  const pass = async (ms: number) => {
    const end = world.clock.now() + ms
    await world.until(() => world.clock.now() >= end)
  }
  return { ...world, relay, tokens, refreshes, pass }
}

const json: FaultRuleInput['fault'] = { kind: 'status', status: 401 }

describe.each(ENGINES)('%s', (engine) => {
  test.each<[string, FaultRuleInput['fault'], number]>([
    ['JSON', json, 5 * SECOND_MS],
    ['JSON, for minutes', json, 5 * MINUTE_MS],
    ['a gateway’s JSON', { kind: 'status', status: 401, body: { message: 'Unauthorized' } }, 5 * SECOND_MS],
    ['nothing', { kind: 'empty', status: 401 }, 5 * SECOND_MS],
    ['a page', { kind: 'html', status: 401 }, 5 * SECOND_MS],
  ])('401 with %s for a while is survived without a person', async (_, fault, for_ms) => {
    const world = await aConnectedWorld(engine)
    world.vendor.sandbox.control.addFault({ path: '/v3/', fault, for_ms })
    world.relay.dispatcher.start()
    await world.relay.take()
    await world.pass(for_ms - 1)
    expect(await world.states()).not.toContain('created')
    await world.drained()
    expect(await world.states()).toEqual(['created'])
    expect(await world.tokens.status()).toMatchObject({ kind: 'connected' })
  })

  test('401 to a fresh token is said at once, and asked about later and later', async () => {
    const world = await aConnectedWorld(engine)
    world.vendor.sandbox.control.addFault({ path: '/v3/', fault: json })
    world.relay.dispatcher.start()
    await world.relay.take()
    await world.until(async () => (await world.tokens.status()).kind === 'disconnected')
    await world.pass(60 * MINUTE_MS)
    expect(signUpCalls(world.vendor).length).toBeGreaterThan(5)
    expect(signUpCalls(world.vendor).length).toBeLessThan(20)
    expect(world.refreshes.length).toBeLessThan(20)
  })

  test('a grant that is called invalid once is found again, even if nobody signs up', async () => {
    const world = await aConnectedWorld(engine)
    world.relay.dispatcher.start()
    await world.relay.take()
    await world.drained()
    world.clock.advance(DAY_MS)
    const invalid = { error: 'invalid_grant' }
    world.vendor.sandbox.control.addFault({
      path: '/oauth2',
      fault: { kind: 'status', status: 400, body: invalid },
      times: 1,
    })
    await world.relay.take({ email_address: 'bob@example.org' })
    await world.until(async () => (await world.tokens.status()).kind === 'disconnected')
    await world.relay.outbox.endWaits(0)
    await world.database.run('UPDATE signups SET due_at = due_at + 3600000 WHERE due_at IS NOT NULL')
    await world.pass(10 * SECOND_MS)
    expect(await world.tokens.status()).toMatchObject({ kind: 'connected' })
  })

  test('one 401, and the same token again, delivers with it', async () => {
    const world = await aConnectedWorld(engine)
    await world.tokens.current()
    const state = await world.tokens.current()
    const accessToken = state.kind === 'token' ? state.accessToken : ''
    const same = await aRelay(world.database, world.clock, {
      ...world.vendor,
      tokens: { ...world.tokens, refreshAfter: async () => ({ kind: 'token', accessToken }) },
    })
    world.fault(json, 1)
    await same.take()
    same.dispatcher.start()
    await world.drained()
    expect(signUpCalls(world.vendor).map(({ status }) => status)).toEqual([401, 201])
  })

  test('the same token again and again, each time rejected, is asked for later and later', async () => {
    const pair = { accessToken: 'always', refreshToken: 'refresh', lifeMs: DAY_MS }
    const world = await aConnectedWorld(engine, () => ({ kind: 'tokens', pair }))
    world.relay.dispatcher.start()
    await world.relay.take()
    await world.pass(30 * MINUTE_MS)
    expect(world.refreshes.length).toBeGreaterThan(5)
    expect(world.refreshes.length).toBeLessThan(20)
    expect(await world.tokens.status()).toMatchObject({ kind: 'disconnected', reason: 'grant_lost' })
  })
})
