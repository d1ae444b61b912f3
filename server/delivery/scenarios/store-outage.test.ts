import { describe, expect, test } from 'vitest'
import { ENGINES } from '../../testing/databases.ts'
import { aSignUp, REQUEST } from '../../testing/sign-up.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import type { Policy } from '../policy.ts'

describe.each(ENGINES)('%s', (engine) => {
  /** A visitor whose sign-up the vendor has just taken, while the store takes nothing. */
  async function answeredWhileTheStoreIsAway(policy: Policy) {
    const world = await aWorld(engine, { policy })
    const { sandbox } = world.vendor
    const answer = sandbox.fetch
    sandbox.fetch = async (request) => {
      const answered = await answer(request)
      if (request.url.endsWith('/sign_up_form')) {
        await world.database.run('ALTER TABLE outbox RENAME TO away')
      }
      return answered
    }
    const recorded = await world.outbox.record(aSignUp(), { ...REQUEST, patienceMs: 60_000 })
    if (recorded.kind !== 'recorded') throw new Error(`not recorded but ${recorded.kind}`)
    let told: unknown = 'nothing yet'
    void world.outbox.settled(recorded.id, 60_000, recorded.progress).then((settlement) => {
      told = settlement
    })
    world.dispatcher.start()
    await world.until(() => world.log.some((line) => line.includes('an outcome waits for the database')))
    return {
      ...world,
      told: () => told,
      async repair() {
        await world.database.run('ALTER TABLE away RENAME TO outbox')
        sandbox.fetch = answer
      },
    }
  }

  test.each<Policy>(['update', 'verify'])(
    'a visitor hears of a delivery once it is written down, and it is made once (%s)',
    async (policy) => {
      const world = await answeredWhileTheStoreIsAway(policy)
      expect(world.told()).toBe('nothing yet')
      expect(await world.states()).toEqual(['recorded'])
      await world.repair()
      await world.drained()
      await world.until(() => world.told() !== 'nothing yet')
      expect(world.told()).toEqual({ kind: 'delivered', action: 'created' })
      expect(await world.states()).toEqual(['created'])
      expect(signUpCalls(world.vendor)).toHaveLength(1)
    },
  )
})
