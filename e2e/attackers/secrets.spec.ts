import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright/test'
import { formAddress, page as html, LISTS, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { startOwnedRelay } from '../support/owned-relay.ts'

const DAY_MS = 86_400_000
/** The build output; other folders beside it come and go during tests. */
const BUILT = ['server', 'widget', 'demo', 'npm'].map((name) => join(import.meta.dirname, '../../dist', name))

test('no token and no other secret leaves the relay: not in an answer, a page, a script, a file, a log line', async ({
  page,
  context,
  site,
  address,
}) => {
  const relay = await startOwnedRelay(site.origin())
  const { sandbox } = relay
  const received = collect(context, relay.url)
  const form = site.page(html(scriptTag(relay, { lists: LISTS.newsletter, fields: 'first_name' })))
  const signUp = async (): Promise<void> => {
    await page.goto(form)
    await page.getByLabel('Email address').fill(address)
    await page.getByLabel('First name').fill('Aoibheann')
    await page.getByRole('button').click()
    await expect(page.getByText(/Thank you|Welcome back|can’t sign you up|wasn’t accepted/)).toBeVisible()
  }

  await signUp()
  await page.goto(relay.connectLink())
  await page.getByRole('button', { name: 'Connect' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: /Connected/ })).toBeVisible()
  await signUp()
  await sandbox.advanceClock(2 * DAY_MS)
  await signUp()
  await sandbox.fault({ kind: 'status', status: 400 })
  await signUp()
  await sandbox.revoke()
  await signUp()
  await page.goto(formAddress(relay, { lists: LISTS.newsletter }))
  await page.getByRole('button').click()
  for (const path of [
    '/',
    '/connect',
    '/connect/callback?code=x&state=y',
    '/health/ready',
    '/v1/signups',
    '/nowhere',
  ]) {
    await page.goto(relay.url + path)
  }

  const { link: signIn } = JSON.parse(await relay.command('console', '--json'))
  await page.goto(signIn)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  for (const path of ['', '/sign-ups', '/people', '/account', '/settings', '/set-up', '/sign-out'])
    await page.goto(`${relay.url}/console${path}`)

  const secrets = relay.secrets()
  expect(secrets.length).toBeGreaterThanOrEqual(10)
  const places = {
    answers: await received(),
    log: relay.log(),
    database: await contents(relay.folder),
    'built files': (await Promise.all(BUILT.map(contents))).flat(),
  }
  // Proves that the search works: otherwise an empty folder would pass.
  expect(places.answers.some((answer) => answer.includes('"action":'))).toBe(true)
  expect(places.log.some((line) => line.includes('/v1/signups'))).toBe(true)
  for (const [place, texts] of Object.entries(places)) {
    expect(texts.length, place).toBeGreaterThan(0)
    const found = secrets.filter((secret) => texts.some((text) => text.includes(secret)))
    expect(found, place).toEqual([])
  }
  const typed = [address, 'Aoibheann'].filter((word) => relay.log().some((line) => line.includes(word)))
  expect(typed, 'what a visitor typed, in the log').toEqual([])
  // The one-time code, and what the browser keeps.
  const doors = [signIn.split('=').at(-1), ...(await context.cookies()).map(({ value }) => value)]
  expect(doors.length).toBeGreaterThanOrEqual(2)
  for (const texts of [places.log, await contents(relay.folder)])
    expect(doors.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([])
  await relay.stop()
})

/** Collects every answer from this address: headers and body. */
function collect(context: BrowserContext, url: string): () => Promise<string[]> {
  const answers: Promise<string>[] = []
  context.on('response', (response) => {
    if (!response.url().startsWith(url)) return
    // A redirect has no body, and the body of a page that was left is no longer available.
    const body = response.text().catch(() => '')
    answers.push(
      Promise.all([response.allHeaders(), body]).then(([headers, text]) => JSON.stringify(headers) + text),
    )
  })
  return () => Promise.all(answers)
}

/** The files under a folder, byte for byte. */
async function contents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')))
}
