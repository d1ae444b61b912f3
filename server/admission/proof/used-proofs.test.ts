import { expect, it } from 'vitest'
import { createUsedProofs } from './used-proofs.ts'

const MINUTE = 60_000

function world(mostRemembered?: number) {
  const clock = { time: 1_700_000_000_000 }
  return { clock, used: createUsedProofs(() => clock.time, mostRemembered) }
}

it('lets a proof serve once, also when it comes twice at the same moment', async () => {
  const { clock, used } = world()
  const expires = clock.time + 5 * MINUTE
  expect(await Promise.all([used.add('a', expires), used.add('a', expires)])).toEqual([true, false])
  expect(await used.add('b', expires)).toBe(true)
  clock.time = expires - 1
  expect(await used.add('a', expires)).toBe(false)
})

it('remembers each until it expires, whatever comes in between', async () => {
  const { clock, used } = world()
  for (let second = 0; second < 1000; second += 1) {
    clock.time += 1000
    await used.add(`proof ${second}`, clock.time + 5 * MINUTE)
    const earlier = Math.max(0, second - 299)
    expect(await used.add(`proof ${earlier}`, clock.time + 5 * MINUTE)).toBe(false)
  }
})

it('forgets what expired, so that memory follows the pace', async () => {
  const { clock, used } = world()
  await used.add('a', clock.time + MINUTE)
  await used.add('b', clock.time + MINUTE)
  clock.time += 2 * MINUTE
  await used.add('c', clock.time + MINUTE)
  clock.time += 2 * MINUTE
  await used.add('d', clock.time + MINUTE)
  expect(await used.add('a', clock.time + MINUTE)).toBe(true)
})

it('keeps the newest where a flood reaches the bound', async () => {
  const { clock, used } = world(100)
  const expires = clock.time + 5 * MINUTE
  for (let n = 0; n < 1000; n += 1) await used.add(`flood ${n}`, expires)
  expect(await used.add('flood 999', expires)).toBe(false)
  expect(await used.add('flood 960', expires)).toBe(false)
  expect(await used.add('flood 1', expires)).toBe(true)
})
