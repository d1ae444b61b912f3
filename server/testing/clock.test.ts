import { expect, test } from 'vitest'
import { createRunningClock, createTestClock } from './clock.ts'
import { ENGINES, newDatabaseUrl, openTestDatabase } from './databases.ts'

test('wakes sleepers in the order of their times, and moves no further than necessary', async () => {
  const clock = createTestClock()
  const begun = clock.now()
  const woken: [string, number][] = []
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms)
    woken.push([name, clock.now() - begun])
  }
  const last = sleep('last', 300)
  void sleep('first', 100).then(() => sleep('second', 100))
  void sleep('never', 301)
  await clock.run(last)
  expect(woken).toEqual([
    ['first', 100],
    ['second', 200],
    ['last', 300],
  ])
})

test('wakes sleepers by elapsed time when the time of day is set back', async () => {
  const clock = createTestClock()
  const slept = clock.sleep(1000)
  const begun = clock.now()
  clock.advance(-5000)
  await clock.run(slept)
  expect(clock.now() - begun).toBe(-4000)
})

test('releases a sleeper whose signal is aborted', async () => {
  const clock = createTestClock()
  const enough = new AbortController()
  const sleeping = clock.sleep(1000, enough.signal)
  enough.abort(new Error('enough'))
  await expect(sleeping).rejects.toThrow('enough')
  expect(clock.hasTimers()).toBe(false)
})

test('rejects if no timer is left and what a test waits for has not happened', async () => {
  await expect(createTestClock().runUntil(() => false)).rejects.toThrow('did not happen')
})

test('moves by itself once everything left is asleep', async () => {
  const clock = createRunningClock()
  const begun = clock.now()
  await Promise.all([clock.sleep(50), clock.sleep(20).then(() => clock.sleep(40))])
  expect(clock.now() - begun).toBe(60)
})

test.each(ENGINES)('stands still while %s works or an announcement is being delivered', async (engine) => {
  const url = await newDatabaseUrl(engine)
  const clock = createTestClock()
  const [one, two] = [clock.watch(await openTestDatabase(url)), clock.watch(await openTestDatabase(url))]
  const begun = clock.now()
  const heardAfter: number[] = []
  const [listener] = engine === 'postgres' ? [two] : [one]
  listener.listen('recorded', () => heardAfter.push(clock.now() - begun))
  const work = async () => {
    for (let n = 0; n < 20; n += 1) await one.all('SELECT 1')
    await one.transaction((transaction) => transaction.announce('recorded', ''))
  }
  void work()
  await clock.run(clock.sleep(1))
  expect(heardAfter).toEqual([0])
})
