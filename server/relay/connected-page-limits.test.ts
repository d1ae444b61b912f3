import { expect, test } from 'vitest'
import { aRelayApp } from '../testing/relay-app.ts'
import { utcDay } from '../time/utc-day.ts'

test('the page after connecting makes no more calls than the day has left, and says what it could not read', async () => {
  const app = await aRelayApp('sandbox', { CTCT_PER_DAY: '2' })
  app.dispatcher.start()
  const calls = () => app.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))
  const page = async () => (await app.ask('/connect/connected')).text()
  const first = await page()
  expect(first).toContain('Newsletter')
  expect(first).toContain('Favourite loaf')
  expect(calls().map(({ status }) => status)).toEqual([200, 200])
  expect(await page()).toContain('We couldn’t read your lists at the moment')
  expect(calls()).toHaveLength(2)
})

test('the page after connecting keeps to the calls of a second, however many pages the account has', async () => {
  const app = await aRelayApp('sandbox', { CTCT_PER_SECOND: '2' })
  app.sandbox.control.change({ per_second: 2 })
  app.sandbox.control.putCustomFields(
    Array.from({ length: 150 }, (_, index) => ({
      custom_field_id: `0000${String(index).padStart(4, '0')}-f256-11e8-b47d-fa163e56c9b0`,
      label: `Field ${index}`,
      type: 'string',
    })),
  )
  app.dispatcher.start()
  expect(await (await app.ask('/connect/connected')).text()).toContain('Field 40')
  const calls = app.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))
  expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})

test.each([
  ['with calls left', 0, ['Newsletter', 'Favourite loaf'], 3],
  ['with the last one left', 99, ['Newsletter'], 1],
  ['with none left', 100, ['We couldn’t read your lists at the moment'], 0],
])('a relay that stands by counts what it reads for the page, %s', async (_, used, shown, made) => {
  const app = await aRelayApp('sandbox', { CTCT_PER_DAY: '100' })
  const sql = "UPDATE dispatch SET owner = 'another relay', until = ?, day = ?, used = ?"
  await app.database.run(sql, Date.now() + 15_000, utcDay(Date.now()), used)
  app.dispatcher.start()
  const page = await (await app.ask('/connect/connected')).text()
  for (const text of shown) expect(page).toContain(text)
  expect(app.sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/'))).toHaveLength(made)
  expect(await app.database.all('SELECT used FROM dispatch')).toEqual([{ used: used + made }])
})
