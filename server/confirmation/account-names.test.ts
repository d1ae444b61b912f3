import { expect, test } from 'vitest'
import { writeMeta } from '../store/meta.ts'
import { LIST } from '../testing/sign-up.ts'
import { aWorld } from '../testing/world.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/duration.ts'
import { createAccountNames } from './account-names.ts'

test.each([
  ['a moment ago', 0, 'Old'],
  ['an hour ago', -HOUR_MS, 'New'],
  ['by a relay whose clock is a little ahead', MINUTE_MS / 2, 'Old'],
  ['by a clock that was hours ahead', 3 * HOUR_MS, 'New'],
  ['by a clock that was a year ahead', 365 * DAY_MS, 'New'],
])('names that were read %s', async (_, aheadMs, expected) => {
  const { database, clock } = await aWorld('sqlite')
  const stored = { readAt: clock.now() + aheadMs, lists: { [LIST]: 'Old' }, fields: {} }
  await writeMeta(database, 'owners_names', JSON.stringify(stored))
  const answers = [[{ id: LIST, name: 'New' }], []]
  const client = { lists: async () => never(), customFields: async () => never() }
  const read = async <T>() => answers.shift() as T | undefined
  const names = createAccountNames({ ...{ database, client, read }, now: clock.now })
  expect((await names.current([LIST]))?.lists).toEqual({ [LIST]: expected })
})

function never(): never {
  throw new Error('Only the dispatcher makes calls')
}
