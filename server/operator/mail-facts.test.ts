import { describe, expect, test } from 'vitest'
import { ENGINES } from '../testing/databases.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld } from '../testing/world.ts'
import { HOUR_MS } from '../time/duration.ts'
import { mailTrouble, readMailFacts } from './mail-facts.ts'

describe.each(ENGINES)('%s', (engine) => {
  async function aHeldSignUp() {
    const world = await aWorld(engine)
    await world.outbox.record(aSignUp(), { ...REQUEST, hold: true })
    const letter = (sql: string, ...values: number[]) =>
      world.database.run(`UPDATE confirmations SET ${sql}`, ...values)
    return { ...world, letter, facts: () => readMailFacts(world.database, world.clock.now()) }
  }

  test('a mail that nobody sends is trouble after an hour', async () => {
    const world = await aHeldSignUp()
    world.clock.advance(HOUR_MS)
    expect(mailTrouble(await world.facts())).toBeUndefined()
    world.clock.advance(1000)
    expect(await world.facts()).toMatchObject({ oldestMailSeconds: 3601 })
    expect(mailTrouble(await world.facts())).toBe('waiting')
  })

  test('so is a mail that is retried again and again', async () => {
    const world = await aHeldSignUp()
    world.clock.advance(2 * HOUR_MS)
    await world.letter('attempts = 12, mail_due_at = ?', world.clock.now() + 300_000)
    expect(await world.facts()).toMatchObject({ oldestMailSeconds: 7200 })
  })

  test('a mail that was postponed by a day, or is being sent, does not count as waiting', async () => {
    const world = await aHeldSignUp()
    const tomorrow = world.clock.now() + 24 * HOUR_MS
    await world.letter('mail_due_at = ?', tomorrow)
    world.clock.advance(23.9 * HOUR_MS)
    expect((await world.facts()).oldestMailSeconds).toBe(0)
    world.clock.advance(0.1 * HOUR_MS)
    await world.letter('attempts = 1, mail_due_at = ?', tomorrow + 120_000)
    expect((await world.facts()).oldestMailSeconds).toBe(0)
  })
})
