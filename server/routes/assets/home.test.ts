import { expect, test } from 'vitest'
import { aRelayApp } from '../../testing/relay-app.ts'
import { DAY_MS } from '../../time/duration.ts'

const home = async ({ ask }: Awaited<ReturnType<typeof aRelayApp>>) => (await ask('/')).text()
const pair = { accessToken: 'access', refreshToken: 'refresh', lifeMs: DAY_MS }

test('the first page says that sign-ups are kept until the relay is connected, and that they go out once it is', async () => {
  const app = await aRelayApp('vendor')
  const never = await home(app)
  expect(never).not.toContain('It is live')
  expect(never).toContain('not connected to a Constant Contact account yet. It keeps sign-ups')
  expect(never).toContain('href="/connect"')

  await app.tokens.store(pair)
  expect(await home(app)).toContain('It is live: sign-ups go to your Constant Contact account.')

  await app.tokens.giveUp(pair.accessToken)
  const lost = await home(app)
  expect(lost).not.toContain('It is live')
  expect(lost).toContain('lost the connection')
})

test('the first page says when the access cannot be renewed, and when the database cannot be read', async () => {
  const app = await aRelayApp('vendor')
  await app.tokens.store({ ...pair, lifeMs: 0, refreshToken: 'unknown' })
  app.sandbox.control.addFault({ path: '/oauth2/default/v1/token', fault: { kind: 'status', status: 503 } })
  await app.tokens.current()
  expect(await home(app)).toContain('cannot renew its access')
  await app.database.close()
  const unread = await home(app)
  expect(unread).toContain('takes no sign-ups')
  expect(unread).not.toContain('It is live')
})
