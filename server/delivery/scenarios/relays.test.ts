import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../testing/databases.ts'
import { paceWasKept, signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'

describe.each(ENGINES)('%s', (engine) => {
  describe('two relays', () => {
    test('take over from each other: when one stops, the other continues at once', async () => {
      const world = await aWorld(engine)
      const other = await world.anotherRelay()
      world.dispatcher.start()
      await world.until(() => world.dispatcher.status().role === 'dispatching')
      other.dispatcher.start()
      await other.take({ email_address: 'one@example.org' })
      await world.drained()
      expect(other.dispatcher.status().role).toBe('standing_by')
      const stoppedAt = world.clock.now()
      await world.dispatcher.stop()
      await other.take({ email_address: 'two@example.org' })
      await world.drained()
      expect(world.clock.now() - stoppedAt).toBeLessThan(10_000)
      expect(other.dispatcher.status().role).toBe('dispatching')
      expect(paceWasKept(world.vendor)).toBe(true)
    })

    test.each([
      ['a backlog', 30, 5],
      ['few sign-ups', 2, 12],
    ])(
      'share the pace and the quota, also for what the one that stands by reads beside %s',
      async (...row) => {
        const [, signUps, reads] = row
        const world = await aWorld(engine)
        const other = await world.anotherRelay()
        world.dispatcher.start()
        await world.until(() => world.dispatcher.status().role === 'dispatching')
        other.dispatcher.start()
        await world.until(() => other.dispatcher.status().role === 'standing_by')
        for (let n = 0; n < signUps; n += 1) await world.take({ email_address: `${n}@example.org` })
        const state = await world.vendor.tokens.current()
        const token = state.kind === 'token' ? state.accessToken : 'none'
        const readOnce = async () =>
          (await other.dispatcher.claimStandingBy()) && (await other.client.privileges(token)).kind
        const read: unknown[] = []
        for (let n = 0; n < reads; n += 1) read.push(await world.clock.run(readOnce()))
        await world.drained()
        const calls = world.vendor.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))
        expect(calls.every(({ status }) => status !== 429)).toBe(true)
        expect(paceWasKept(world.vendor)).toBe(true)
        expect(await world.database.all('SELECT used FROM dispatch')).toEqual([{ used: calls.length }])
        expect(calls.length).toBe(signUps + read.filter((kind) => kind === 'read').length)
        expect(read).toContain('read')
      },
    )

    test('lose nothing when one is killed in the middle of a call', async () => {
      const world = await aWorld(engine)
      const other = await world.anotherRelay()
      world.dispatcher.start()
      await world.until(() => world.dispatcher.status().role === 'dispatching')
      other.dispatcher.start()
      world.fault({ kind: 'delay', ms: 2000 }, 1)
      for (let n = 0; n < 12; n += 1) {
        await world.take({ email_address: `${n % 4}@example.org`, first_name: `${n}` })
      }
      await world.until(() => signUpCalls(world.vendor).length > 0)
      expect(world.dispatcher.status().inFlight).toBe(1)
      world.kill()
      const killedAt = world.clock.now()
      await world.drained()
      expect(world.clock.now() - killedAt).toBeGreaterThan(5000)
      expect(paceWasKept(world.vendor)).toBe(true)
      expect(
        world.vendor.sandbox
          .state()
          .contacts.map((contact) => contact.first_name)
          .toSorted(),
      ).toEqual(['10', '11', '8', '9'])
      expect(signUpCalls(world.vendor).length).toBeLessThanOrEqual(8)
    })
  })
})
