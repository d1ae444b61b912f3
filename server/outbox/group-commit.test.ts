import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { StoreError, type StoreFault } from '../store/database.ts'
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
  // The turns of a slow machine may take longer than a batch waits.
  const elapsed = vi.spyOn(performance, 'now').mockReturnValue(0)
  onTestFinished(() => elapsed.mockRestore())
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

const OF_ONE: StoreFault[] = ['full', 'constraint', 'broken']
const OF_ALL: StoreFault[] = ['busy', 'unreachable', 'moved', 'newer']

/** Commits four numbers together; a batch with a 2 in it fails. */
async function commitWithBadItem(error: Error) {
  const sizes: number[] = []
  const batches = createGroupCommit<number, number>(500, async (items) => {
    sizes.push(items.length)
    if (items.includes(2)) throw error
    return items
  })
  const ended = await Promise.allSettled([1, 2, 3, 4].map(batches.add))
  return { sizes, kept: ended.map(({ status }) => status === 'fulfilled') }
}

test.each([...OF_ONE.map((fault) => new StoreError(fault, 'no')), new Error('a fault of the relay')])(
  'an item that cannot be committed fails alone, for %s',
  async (error) => {
    expect(await commitWithBadItem(error)).toEqual({
      sizes: [4, 1, 1, 1, 1],
      kept: [true, false, true, true],
    })
  },
)

test.each(OF_ALL)('nothing is tried item by item while the database is %s', async (fault) => {
  const { sizes, kept } = await commitWithBadItem(new StoreError(fault, 'no'))
  expect({ sizes, kept }).toEqual({ sizes: [4], kept: [false, false, false, false] })
})
