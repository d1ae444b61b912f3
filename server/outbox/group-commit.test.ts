import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

const LONG_MS = 100

function counted() {
  const sizes: number[] = []
  const batches = createGroupCommit<number, number>(500, async (items) => {
    sizes.push(items.length)
    return items
  })
  return { sizes, batches }
}

test('an item that arrives alone is committed after a turn of the event loop', async () => {
  const { sizes, batches } = counted()
  void batches.add(1)
  await nextTurn()
  await nextTurn()
  expect(sizes).toEqual([1])
})

test('items that arrive one per turn, as from new connections, are committed together', async () => {
  const { sizes, batches } = counted()
  const results: Promise<number>[] = []
  const come = () => {
    if (results.length < 4) setImmediate(come)
    results.push(batches.add(results.length))
  }
  come()
  while (results.length < 5) await nextTurn()
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4])
  expect(sizes).toEqual([5])
})

test('an item does not wait for as long as others keep arriving', async () => {
  const { sizes, batches } = counted()
  const results: Promise<number>[] = []
  for (const end = performance.now() + LONG_MS; performance.now() < end; ) {
    results.push(batches.add(1))
    await nextTurn()
  }
  await Promise.all(results)
  expect(sizes.length).toBeGreaterThan(1)
})

test('a commit that fails rejects every item of its batch, and the next one goes on', async () => {
  let fails = true
  const batches = createGroupCommit<number, number>(500, async (items) => {
    if (fails) throw new Error('no room')
    return items
  })
  await expect(Promise.allSettled([batches.add(1), batches.add(2)])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ])
  fails = false
  expect(await batches.add(3)).toBe(3)
})
