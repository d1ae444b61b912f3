import { expect, test, vi } from 'vitest'
import { createTestClock } from '../../testing/clock.ts'
import { newDatabase } from '../../testing/databases.ts'
import { LIST } from '../../testing/sign-up.ts'
import { utcDay } from '../../time/utc-day.ts'
import { readCounts } from './read-counts.ts'
import { createStarts } from './starts.ts'

const PAGE = 'https://www.bakery.example/news'
const start = (page = PAGE) => ({ page, form: LIST, campaign: '' })

async function aWorld() {
  const clock = createTestClock()
  const database = clock.watch(await newDatabase('sqlite'))
  const log = { warn: vi.fn() }
  const starts = createStarts({ database, sleep: clock.sleep, log })
  const day = utcDay(clock.now())
  const counts = () => readCounts(database, { from: day, to: day })
  const pass = async () => {
    clock.advance(2000)
    await clock.idle()
  }
  return { clock, database, log, starts, counts, pass }
}

test('writes together what was started within a moment', async () => {
  const { starts, counts, pass, database } = await aWorld()
  const transactions = vi.spyOn(database, 'transaction')
  for (let n = 0; n < 20; n += 1) starts.count(start())
  expect((await counts()).days).toEqual([])
  await pass()
  expect((await counts()).days).toMatchObject([{ started: 20, signedUp: 0, created: 0 }])
  expect(transactions).toHaveBeenCalledTimes(1)
  starts.count(start())
  await pass()
  expect((await counts()).pages).toEqual([{ name: PAGE, started: 21, signedUp: 0 }])
})

test('keeps little of a flood of pages until they are written, and counts all of them', async () => {
  const { starts, counts, pass } = await aWorld()
  for (let n = 0; n < 3000; n += 1) starts.count(start(`${PAGE}/${n}`))
  await pass()
  expect((await counts()).days).toMatchObject([{ started: 3000 }])
})

test('loses some where the database fails, says so, and goes on', async () => {
  const { starts, counts, pass, database, log } = await aWorld()
  await database.run('ALTER TABLE daily_counts RENAME TO away')
  starts.count(start())
  await pass()
  expect(log.warn).toHaveBeenCalledTimes(1)
  await database.run('ALTER TABLE away RENAME TO daily_counts')
  starts.count(start())
  await pass()
  expect((await counts()).days).toMatchObject([{ started: 1 }])
})
