import { expect, test } from 'vitest'
import { listIncidents } from '../../operator/alerts/incidents.ts'
import { readCounts } from '../../outbox/counts/read-counts.ts'
import { signedIn } from '../../testing/console.ts'
import { aRelayApp, PUBLIC_URL } from '../../testing/relay-app.ts'
import { aSignUp } from '../../testing/sign-up.ts'
import { DAY_MS } from '../../time/duration.ts'
import { fillSandbox } from './fill-sandbox.ts'
import { sampleDays } from './sample-sign-ups.ts'

const EVER = { from: 0, to: 100_000 }

function totals({ days }: Awaited<ReturnType<typeof readCounts>>) {
  const sum = (what: 'started' | 'signedUp' | 'created' | 'updated') =>
    days.reduce((total, day) => total + (day[what] ?? 0), 0)
  return { signedUp: sum('signedUp'), created: sum('created'), updated: sum('updated') }
}

test('a new sandbox gets sign-ups, counts, consents and contacts that agree', async () => {
  const app = await aRelayApp('sandbox')
  await fillSandbox(app)
  const { counts, ownerFaults } = await app.facts()
  const { signedUp, created, updated } = totals(await readCounts(app.database, EVER))
  expect(signedUp).toBeGreaterThan(300)
  expect(counts).toMatchObject({ recorded: 0, waiting: 0, held: 0, parked: 1, refused: 0 })
  expect([counts.delivered + counts.parked, created + updated]).toEqual([signedUp, counts.delivered])
  expect(ownerFaults).toEqual([])
  expect(app.sandbox.state().contacts).toHaveLength(created)
  expect(await app.database.all('SELECT signup FROM consents')).toHaveLength(signedUp)
})

test('the console calls its lists by their names', async () => {
  const app = await aRelayApp('sandbox')
  await fillSandbox(app)
  const today = await (await signedIn(app)).get('/console')
  expect(await today.text()).toContain('<bdi>Baking workshops</bdi>')
})

test('its troubles are in the past, and the owner was alerted to what lasts', async () => {
  const app = await aRelayApp('sandbox')
  await fillSandbox(app)
  await app.alerts.check()
  const incidents = await listIncidents(app.database, { since: 0, most: 9 })
  expect(incidents.map(({ trouble }) => trouble)).toEqual(['parked', 'disconnected', 'waiting'])
  expect(Date.now() - (incidents[0]?.beganAt ?? 0)).toBeGreaterThan(DAY_MS)
  expect(app.lines.filter((line) => line.includes('"alert"'))).toEqual([])
})

test('at the next start it has the same contacts, and no more sign-ups', async () => {
  const app = await aRelayApp('sandbox')
  await fillSandbox(app)
  const contacts = () => app.sandbox.state().contacts.map(({ email_address }) => email_address.address)
  const [before, { counts }] = [contacts(), await app.facts()]
  app.sandbox.control.reset()
  expect(contacts()).toEqual([])
  await fillSandbox(app)
  expect(contacts()).toEqual(before)
  expect((await app.facts()).counts).toEqual(counts)
})

test('a store that has a sign-up of its own is left alone', async () => {
  const app = await aRelayApp('sandbox', { RELAY_PATIENCE_MS: '0' })
  expect((await app.post(aSignUp(), { origin: PUBLIC_URL })).status).toBe(202)
  await fillSandbox(app)
  expect(await app.recorded()).toBe(1)
  expect(app.sandbox.state().contacts).toEqual([])
})

test('nobody in it is real, and Constant Contact would accept all but the one that is parked', () => {
  const signUps = sampleDays(20_786).flatMap((day) => day.signUps)
  for (const { signUp, becomes } of signUps) {
    expect(signUp.email_address).toMatch(/^[a-z.]+[\d.]*@([a-z]+\.)?example\.(com|net|org)$/)
    expect(signUp.email_address.length > 50).toBe(becomes === 'refused')
  }
  const created = signUps.filter(({ becomes }) => becomes === 'created')
  expect(new Set(created.map(({ signUp }) => signUp.email_address)).size).toBe(created.length)
})
