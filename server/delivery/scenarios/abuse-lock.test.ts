import { describe, expect, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import type { FaultRuleInput } from '../../sandbox/rules/faults.ts'
import { ENGINES } from '../../testing/databases.ts'
import { LIST, OTHER_LIST } from '../../testing/sign-up.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { HOUR_MS } from '../../time/duration.ts'

describe.each(ENGINES)('%s', (engine) => {
  describe('what may be the vendor’s lock against abuse', () => {
    const locked: FaultRuleInput['fault'] = {
      kind: 'status',
      status: 400,
      body: [{ error_key: 'contacts.api.validation.error', error_message: 'Email address is invalid' }],
    }

    test('is retried once after 48 hours, outside the queue, and adds only what no newer one has settled', async () => {
      const world = await aWorld(engine)
      const old: Partial<SignUp> = {
        first_name: 'Ada',
        last_name: 'Byron',
        list_memberships: [LIST, OTHER_LIST],
      }
      await world.take(old)
      world.fault(locked, 1)
      world.dispatcher.start()
      await world.until(async () => (await world.states())[0] === 'abuse_lock')
      await world.take({ last_name: 'Lovelace' })
      await world.until(async () => (await world.states())[1] === 'created')
      world.clock.advance(47 * HOUR_MS)
      await world.until(() => true)
      expect(signUpCalls(world.vendor)).toHaveLength(2)
      world.clock.advance(HOUR_MS + 60_000)
      await world.drained()
      expect(signUpCalls(world.vendor).at(-1)?.body).toEqual({
        email_address: 'ada@example.org',
        first_name: 'Ada',
        list_memberships: [OTHER_LIST],
      })
      expect(world.contact()).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace' })
    })

    test('is parked if it is still refused then', async () => {
      const world = await aWorld(engine)
      await world.take()
      world.fault(locked)
      world.dispatcher.start()
      await world.until(async () => (await world.states())[0] === 'abuse_lock')
      world.clock.advance(49 * HOUR_MS)
      await world.drained()
      expect(await world.states()).toEqual(['refused_again'])
    })

    test('needs no call once newer sign-ups have settled everything', async () => {
      const world = await aWorld(engine)
      await world.take({ first_name: 'Ada' })
      world.fault(locked, 1)
      world.dispatcher.start()
      await world.until(async () => (await world.states())[0] === 'abuse_lock')
      await world.take({ first_name: 'Augusta' })
      await world.until(async () => (await world.states())[1] === 'created')
      world.clock.advance(49 * HOUR_MS)
      await world.drained()
      expect(await world.states()).toEqual(['updated', 'created'])
      expect(signUpCalls(world.vendor)).toHaveLength(2)
    })
  })
})
