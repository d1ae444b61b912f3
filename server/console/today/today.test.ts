import { expect, test } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, ORIGIN } from '../../testing/relay-app.ts'
import { aSignUp } from '../../testing/sign-up.ts'

/** The page's text, without its markup. */
async function today(app: Awaited<ReturnType<typeof aRelayApp>>, publicUrl?: string): Promise<string> {
  const answer = await (await signedIn(app, publicUrl)).get('/console')
  expect(answer.status).toBe(200)
  return (await answer.text()).replace(/<style>.*<\/style>/s, '')
}
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('a new relay says that it is not connected, and where the tag is', async () => {
  const html = await today(await aRelayApp('vendor'))
  expect(textOf(html)).toContain(
    'The relay is not connected to Constant Contact yet. New sign-ups will wait. Connect',
  )
  expect(html).toContain('<a href="/console/account">Connect</a>')
  expect(html).toContain('<a href="/">See the tag to paste and try the form</a>')
})

test('a sign-up is in the chart, and beside its page', async () => {
  const app = await aRelayApp('vendor', { RELAY_PATIENCE_MS: '0' })
  const page = `${ORIGIN}/bread?utm_source=Flyer&name=ada`
  expect((await app.post(aSignUp({ page }))).status).toBe(202)
  const html = await today(app)
  const text = textOf(html)
  expect(html.match(/class="bar"/g)).toHaveLength(1)
  expect(text).toMatch(/1 sign-up, 1 today\. Counted since \d+ \w+ \d{4}\./)
  expect(text).toContain('By page of www.example.org Page Signed up /bread 1 ')
  expect(text).toContain('flyer 1')
  expect(text).not.toContain('ada')
  expect(text).toContain('1 sign-up is waiting.')
})

test('links lead under the path of PUBLIC_URL', async () => {
  const publicUrl = 'https://www.example.org/signup'
  const html = await today(await aRelayApp('vendor', { PUBLIC_URL: publicUrl, CONSOLE: 'on' }), publicUrl)
  expect(html).toContain('<a href="/signup/console/account">')
  expect(html).toContain('<a href="/signup/">')
})

test('what is wrong now is listed, and what was', async () => {
  const app = await aRelayApp('sandbox')
  await app.alerts.check()
  expect(textOf(await today(app))).toContain('No trouble was noticed in the last 30 days.')
  await app.tokens.forget()
  await app.post(aSignUp(), { origin: 'https://signup.example.org' })
  await app.alerts.check()
  expect(textOf(await today(app))).toMatch(
    /Not connected to Constant Contact Since \d+ \w+ \d{4}, \d\d:\d\d UTC Sign-ups are coming in,.* will be delivered once you reconnect\. See the connection/,
  )
})
