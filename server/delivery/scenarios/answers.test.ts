import { describe, expect, test } from 'vitest'
import type { FaultRuleInput } from '../../sandbox/rules/faults.ts'
import { ENGINES } from '../../testing/databases.ts'
import { signUpRows } from '../../testing/relay.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { paceWasKept, signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import type { Policy } from '../policy.ts'

const TOO_LONG = 'x'.repeat(51)

describe.each(ENGINES)('%s', (engine) => {
  describe('an answer of', () => {
    test('400 while the visitor waits refuses: the visitor is told and nothing is kept', async () => {
      const world = await aWorld(engine)
      world.dispatcher.start()
      const result = await world.outbox.record(aSignUp({ first_name: TOO_LONG }), REQUEST)
      const told = world.outbox.settled(result.kind === 'recorded' ? result.id : 0, 2000)
      await world.drained()
      expect(await told).toEqual({ kind: 'refused', fields: { first_name: 'too_long' } })
      expect(await signUpRows(world.database)).toMatchObject([{ state: 'refused', payload: null }])
    })

    test('400 from a gateway’s page while the visitor waits refuses nobody', async () => {
      const world = await aWorld(engine)
      world.fault({ kind: 'html', status: 400 }, 1)
      world.dispatcher.start()
      const result = await world.outbox.record(aSignUp(), REQUEST)
      const told = world.outbox.settled(result.kind === 'recorded' ? result.id : 0, 2000)
      await world.drained()
      expect(['delivered', 'waiting']).toContain((await told).kind)
      expect(await world.states()).toEqual(['created'])
    })

    test.each<[string, FaultRuleInput['fault'], string]>([
      ['403', { kind: 'status', status: 403 }, 'forbidden'],
      ['404', { kind: 'status', status: 404 }, 'not_found'],
      [
        '415',
        { kind: 'status', status: 415, body: { error_key: 'unsupported_media_type', error_message: 'No.' } },
        'unsupported_media_type',
      ],
    ])('%s parks the sign-up, and the others go on', async (_, fault, reason) => {
      const world = await aWorld(engine)
      world.fault(fault, 1)
      await world.take()
      await world.take({ email_address: 'bob@example.org' })
      world.dispatcher.start()
      await world.drained()
      expect(await world.states()).toEqual([reason, 'created'])
      expect(await signUpRows(world.database)).toMatchObject([
        { state: 'parked', payload: expect.any(String) },
        {},
      ])
    })

    test.each<[string, FaultRuleInput['fault'], outcome: 'created' | 'updated']>([
      ['409', { kind: 'status', status: 409 }, 'created'],
      ['429', { kind: 'status', status: 429 }, 'created'],
      ['500', { kind: 'status', status: 500 }, 'created'],
      ['503', { kind: 'empty', status: 503 }, 'created'],
      ['a gateway’s page', { kind: 'html' }, 'created'],
      ['a gateway’s page that says 200', { kind: 'html', status: 200 }, 'created'],
      ['a gateway’s page that says 400', { kind: 'html', status: 400 }, 'created'],
      ['a gateway’s page that says 403', { kind: 'html', status: 403 }, 'created'],
      ['a gateway’s page that says 404', { kind: 'html', status: 404 }, 'created'],
      [
        'a gateway’s JSON that says 400',
        { kind: 'status', status: 400, body: { message: 'Forbidden' } },
        'created',
      ],
      [
        'a gateway’s JSON that says 403',
        { kind: 'status', status: 403, body: { message: 'Forbidden' } },
        'created',
      ],
      [
        'a gateway’s JSON that says 404',
        { kind: 'status', status: 404, body: { message: 'Forbidden' } },
        'created',
      ],
      ['a gateway that says 415', { kind: 'empty', status: 415 }, 'created'],
      ['a gateway’s page that says 401', { kind: 'html', status: 401 }, 'created'],
      ['an answer after a while', { kind: 'delay', ms: 100 }, 'created'],
      ['a cut connection', { kind: 'cut' }, 'created'],
      ['a hang', { kind: 'hang' }, 'created'],
      ['a cut after it was done', { kind: 'applied-then-cut' }, 'updated'],
    ])('%s loses nothing', async (_, fault, outcome) => {
      const world = await aWorld(engine)
      world.fault(fault, 2)
      await world.take({ first_name: 'Ada' })
      world.dispatcher.start()
      await world.drained()
      expect(await world.states()).toEqual([outcome])
      expect(world.contact()).toMatchObject({ first_name: 'Ada' })
      expect(paceWasKept(world.vendor)).toBe(true)
    })

    test.each<[string, FaultRuleInput['fault']]>([
      ['half a body', { kind: 'cut', when: 'body' }],
      ['a hang after half a body', { kind: 'hang', when: 'body' }],
      ['half the JSON', { kind: 'malformed' }],
    ])('%s is an answer: the call was made, and is not repeated', async (_, fault) => {
      const world = await aWorld(engine)
      world.fault(fault)
      await world.take({ first_name: 'Ada' })
      world.dispatcher.start()
      await world.drained()
      expect(signUpCalls(world.vendor)).toHaveLength(1)
      expect(world.contact()).toMatchObject({ first_name: 'Ada' })
    })

    test.each<[string, FaultRuleInput['fault']]>([
      ['200 without a body', { kind: 'empty' }],
      ['204', { kind: 'empty', status: 204 }],
      ['202 and an empty object', { kind: 'status', status: 202, body: {} }],
      ['200 and an empty object', { kind: 'status', status: 200, body: {} }],
      ['200 and a gateway’s word', { kind: 'status', status: 200, body: { status: 'queued' } }],
    ])('%s is not the vendor’s: it is sent again', async (_, fault) => {
      const world = await aWorld(engine)
      world.fault(fault, 1)
      await world.take({ first_name: 'Ada' })
      world.dispatcher.start()
      await world.drained()
      expect(await world.states()).toEqual(['created'])
      expect(signUpCalls(world.vendor)).toHaveLength(2)
      expect(world.contact()).toMatchObject({ first_name: 'Ada' })
    })

    test.each<Policy>(['append', 'complete', 'verify'])(
      '404 to a look-up parks nothing, with %s',
      async (policy) => {
        const world = await aWorld(engine, { policy })
        world.fault({ kind: 'status', status: 404 }, undefined, '/v3/contacts?')
        await world.take()
        world.dispatcher.start()
        await world.until(() => world.dispatcher.status().condition.downs === 2)
        expect(await world.states()).toEqual(['down'])
        expect(world.dispatcher.status().condition).toMatchObject({ trouble: 'down', cause: 'HTTP 404' })
        world.vendor.sandbox.control.clearFaults()
        await world.drained()
        expect(await world.states()).toEqual(['created'])
      },
    )

    test('404 to a look-up parks nothing, though confirmed sign-ups go out without one', async () => {
      const world = await aWorld(engine, { policy: 'append' })
      world.fault({ kind: 'status', status: 404 }, undefined, '/v3/contacts?')
      await world.take()
      world.dispatcher.start()
      for (let n = 1; n < 6; n += 1) {
        await world.until(async () => Number((await signUpRows(world.database))[0]?.attempts) >= n)
        await world.take({ email_address: `${n}@example.org` })
        await world.database.run('UPDATE signups SET confirmed = 1 WHERE id > 1')
        await world.until(async () => (await world.states()).at(-1) === 'created')
        world.clock.advance(10 * MINUTE_MS)
      }
      expect(await world.states()).toEqual(['down', ...Array.from({ length: 5 }, () => 'created')])
    })

    test('401 refreshes the token once and sends again', async () => {
      const world = await aWorld(engine)
      await world.take()
      world.fault({ kind: 'status', status: 401 }, 1)
      world.dispatcher.start()
      await world.drained()
      expect(world.vendor.refreshes()).toBe(2)
      expect(await world.states()).toEqual(['created'])
    })

    test('quota_exceeded waits until midnight UTC', async () => {
      const world = await aWorld(engine)
      world.vendor.sandbox.control.change({ per_day: 2 })
      for (const n of [1, 2, 3, 4]) await world.take({ email_address: `${n}@example.org` })
      world.dispatcher.start()
      await world.until(() => world.dispatcher.status().condition.trouble === 'quota_exceeded')
      const made = signUpCalls(world.vendor).length
      world.clock.advance(11 * HOUR_MS)
      await world.until(() => true)
      expect(signUpCalls(world.vendor)).toHaveLength(made)
      world.clock.advance(HOUR_MS)
      await world.drained()
      expect(await world.states()).toEqual(['created', 'created', 'created', 'created'])
    })
  })

  test('parks what no key opens, and delivers the others', async () => {
    const world = await aWorld(engine)
    await world.take()
    await world.take({ email_address: 'bob@example.org' })
    await world.database.run("UPDATE signups SET payload = 'v1.unknown_.AAAA' WHERE id = 1")
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['unreadable', 'created'])
  })
})
