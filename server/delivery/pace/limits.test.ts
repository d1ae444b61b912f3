import { expect, test } from 'vitest'
import { aWorld } from '../../testing/world.ts'
import { DAY_MS, SECOND_MS } from '../../time/duration.ts'

/** A world whose vendor and relay have these limits, with so many sign-ups on their way. */
async function rush(count: number, limits: { perSecond: number; perDay: number }) {
  const world = await aWorld('sqlite', { limits, maxWaiting: 1000 })
  world.vendor.sandbox.control.change({ per_second: limits.perSecond, per_day: limits.perDay })
  for (let index = 0; index < count; index += 1)
    await world.take({ email_address: `ada${index}@example.org` })
  world.dispatcher.start()
  return {
    ...world,
    calls: () => world.vendor.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/')),
  }
}

test.each([1, 3, 10])(
  'with a limit of %i calls a second, never makes more and is never throttled',
  async (perSecond) => {
    const world = await rush(25, { perSecond, perDay: 10_000 })
    const start = world.clock.now()
    await world.drained()
    const calls = world.calls()
    expect(calls.map(({ status }) => status)).toEqual(Array(25).fill(201))
    const times = calls.map(({ time }) => time)
    expect(times.every((time, index) => time - (times[index - perSecond] ?? 0) >= SECOND_MS)).toBe(true)
    expect(world.clock.now() - start).toBeLessThan((25 / perSecond) * 1.3 * SECOND_MS + SECOND_MS)
  },
)

test('with a limit of 12 calls a day, makes 12 and leaves the rest for the next day', async () => {
  const world = await rush(20, { perSecond: 10, perDay: 12 })
  await world.until(async () => world.calls().length >= 12)
  const spent = world.clock.now()
  await world.until(async () => world.clock.now() > spent + 30 * SECOND_MS)
  expect(world.calls()).toHaveLength(12)
  world.clock.advance(DAY_MS / 2)
  await world.drained()
  expect(world.calls().map(({ status }) => status)).toEqual(Array(20).fill(201))
})
