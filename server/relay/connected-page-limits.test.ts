import { expect, test } from 'vitest'
import { aRelayApp } from '../testing/relay-app.ts'

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
