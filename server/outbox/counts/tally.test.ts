import { beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../store/database.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { LIST } from '../../testing/sign-up.ts'
import { changeOutbox } from '../change.ts'
import type { CountedAs } from './counted-as.ts'
import { readCounts } from './read-counts.ts'
import { createTally } from './tally.ts'

const SITE = 'https://www.bakery.example'
const TODAY = 20_000

const on = (page: string, more: Partial<CountedAs> = {}): CountedAs => ({
  ...{ page, form: LIST, campaign: '', ...more },
})
const pages = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => on(`${SITE}/${name}${n}`))

describe.each(ENGINES)('on %s, whatever strangers send in a day', (engine) => {
  let database: Database
  let tally: ReturnType<typeof createTally>
  beforeEach(async () => {
    database = await newDatabase(engine)
    tally = createTally()
  })

  const add = (what: 'started' | 'signed_up', counted: CountedAs[], day = TODAY) =>
    changeOutbox(database, (change) => tally.add(change, what, counted, day))
  const rows = async (column: string) =>
    (await database.all(`SELECT DISTINCT ${column} FROM daily_counts WHERE day = ?`, TODAY)).map((row) =>
      String(row[column]),
    )
  const total = async () => (await readCounts(database, { from: TODAY, to: TODAY })).days[0]

  test('200 pages have their own counts, and all others one together, so that no sign-up is lost', async () => {
    await add('signed_up', pages('new', 400))
    await add('signed_up', pages('newer', 400))
    const found = await rows('page')
    expect(found).toHaveLength(201)
    expect(found).toContain('other')
    expect(await total()).toMatchObject({ signedUp: 800 })
  })

  test('the pages of the days before keep their own counts', async () => {
    await add('signed_up', pages('mine', 10), TODAY - 30)
    await add('started', pages('mine', 40), TODAY - 1)
    await add('signed_up', pages('forged', 500))
    await add('started', pages('forged', 500))
    await add('signed_up', pages('mine', 40))
    const found = await rows('page')
    expect(pages('mine', 40).filter(({ page }) => !found.includes(page))).toEqual([])
    expect(found).toHaveLength(201)
  })

  test('of forged pages the days before, the owner’s come first: they have sign-ups, or more of them', async () => {
    for (const day of [TODAY - 2, TODAY - 1]) {
      await add('signed_up', [...pages('mine', 5), ...pages('mine', 5)], day)
      await add('signed_up', pages(`forged-on-${day}-`, 500), day)
    }
    await add('signed_up', pages('forged', 500))
    await add('signed_up', pages('mine', 5))
    const found = await rows('page')
    expect(pages('mine', 5).filter(({ page }) => !found.includes(page))).toEqual([])
  })

  test('starts alone take at most half of the room, so that a page with sign-ups has some', async () => {
    await add('started', pages('forged', 500))
    await add('signed_up', [on(`${SITE}/mine`)])
    expect(await rows('page')).toContain(`${SITE}/mine`)
  })

  test('forms and campaigns are few, and there are no more than a thousand combinations or so', async () => {
    const many = (page: string) =>
      Array.from({ length: 300 }, (_, n) => on(page, { campaign: `c${n}`, form: `f${n}` }))
    for (let n = 0; n < 30; n += 1) await add('started', many(`${SITE}/p${n}`))
    expect((await rows('campaign')).length).toBeLessThanOrEqual(51)
    expect((await rows('form')).length).toBeLessThanOrEqual(51)
    expect((await database.all('SELECT id FROM daily_counts')).length).toBeLessThanOrEqual(1200)
    expect(await total()).toMatchObject({ started: 9000 })
    await add('signed_up', [on(`${SITE}/mine`)])
    expect(await rows('page')).toContain(`${SITE}/mine`)
  })
})

test('names fifty of each, and adds up the others', async () => {
  const database = await newDatabase('sqlite')
  const counted = [...pages('p', 120), ...pages('p', 3)]
  await changeOutbox(database, (change) => createTally().add(change, 'signed_up', counted, TODAY))
  const read = await readCounts(database, { from: TODAY, to: TODAY })
  expect(read.pages).toHaveLength(51)
  expect(read.pages[0]).toEqual({ name: `${SITE}/p0`, started: 0, signedUp: 2 })
  expect(read.pages.at(-1)).toEqual({ name: 'other', started: 0, signedUp: 70 })
})
