import { expect, test } from 'vitest'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { aWorld } from '../testing/world.ts'

test('reports a full disk, and accepts sign-ups again once there is room', async () => {
  const world = await aWorld('sqlite')
  await world.database.all('PRAGMA max_page_count = 40')
  const answers: string[] = []
  for (let n = 0; answers.at(-1) !== 'store_failed' && n < 300; n += 1) {
    const part = { email_address: `${n}@example.org`, job_title: 'x'.repeat(50) }
    answers.push((await world.outbox.record(aSignUp(part), REQUEST)).kind)
  }
  expect(answers.at(-1)).toBe('store_failed')
  const [row] = await world.database.all('SELECT COUNT(*) AS n FROM signups')
  expect(row?.['n']).toBe(answers.length - 1)
  await world.database.all('PRAGMA max_page_count = 4000')
  expect(await world.outbox.record(aSignUp(), REQUEST)).toMatchObject({ kind: 'recorded' })
})

test('with little room left, those that fit are kept, whoever they arrive with', async () => {
  const world = await aWorld('sqlite')
  const [pages] = await world.database.all('PRAGMA page_count')
  await world.database.all(`PRAGMA max_page_count = ${Number(pages?.['page_count']) + 10}`)
  const sizes = [1, 1, 60_000, 1, 60_000, 1]
  const all = await Promise.all(
    sizes.map((size, n) =>
      world.outbox.record(aSignUp({ email_address: `${n}@a.org`, job_title: 'x'.repeat(size) }), REQUEST),
    ),
  )
  expect(all.map((one) => (one.kind === 'store_failed' ? one.fault : one.kind))).toEqual(
    sizes.map((size) => (size > 1 ? 'full' : 'recorded')),
  )
  const rows = await world.database.all('SELECT id FROM signups ORDER BY id')
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 4])
})
