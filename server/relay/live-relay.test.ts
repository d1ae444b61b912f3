import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSandbox } from '../sandbox/sandbox.ts'
import { ENGINES, newDatabaseUrl } from '../testing/databases.ts'
import { aSignUp, LIST, OTHER_LIST } from '../testing/sign-up.ts'
import { openLiveRelay } from './live-relay.ts'
import { openSettings } from './opening/open-settings.ts'
import { upstreamOf } from './upstream.ts'

const VENDOR = 'http://127.0.0.1:8081'
const ORIGIN = 'https://www.example.org'
/** Generous, since the machine may be slow; a relay that misses an announcement looks every two seconds. */
const SLOW = { timeout: 60_000, interval: 20 }

function aVendor() {
  const sandbox = createSandbox({
    client: { id: 'sandbox-application' },
    origin: () => VENDOR,
    processingMs: 0,
  })
  sandbox.control.change({ per_second: 1000 })
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) => sandbox.fetch(new Request(input, init)))
  onTestFinished(() => void vi.unstubAllGlobals())
  return sandbox
}

/** A relay without a port whose owner keeps what they can in the database. */
async function aLiveRelay(DATABASE_URL: string, more: Record<string, string> = {}) {
  const environment = {
    DATABASE_URL,
    SECRET_KEY: 'k'.repeat(32),
    CTCT_API_URL: `${VENDOR}/v3`,
    CTCT_AUTH_URL: `${VENDOR}/oauth2/default/v1`,
    CTCT_PER_SECOND: '100',
    RATE_PER_NETWORK: '0',
    PROOF_OF_WORK: 'off',
    ...more,
  }
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const opened = await openSettings(environment, { sandbox: false })
  const files = { assets: new Map(), demo: undefined }
  const live = await openLiveRelay({ opened, upstream: upstreamOf(opened.settings), files, log })
  live.start()
  onTestFinished(async () => {
    await live.stop()
    await opened.database.close()
  })
  return {
    ...opened,
    lines,
    /** The versions that it has applied so far. */
    applied: () => logged(lines, 'changed settings are applied').map(({ version }) => version),
    ask: async (path: string, init?: RequestInit) =>
      live.fetch(new Request(`http://localhost${path}`, init), {}),
    post: async (part: { email_address: string; first_name?: string }) =>
      live.fetch(
        new Request('http://localhost/v1/signups', {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: ORIGIN },
          body: JSON.stringify(aSignUp(part)),
        }),
        {},
      ),
  }
}

type Line = { msg: string; version?: number; faults?: string[] }
const logged = (lines: string[], message: string): Line[] =>
  lines.map((line): Line => JSON.parse(line)).filter(({ msg }) => msg === message)

const COMPLETE = {
  CTCT_CLIENT_ID: 'sandbox-application',
  ALLOWED_ORIGINS: ORIGIN,
  ALLOWED_LISTS: LIST,
  EXISTING_CONTACTS: 'update',
}
const BY = { by: 'console' } as const

describe.each(ENGINES)('%s', (engine) => {
  test('answers and delivers each sign-up once while the settings change again and again, by every relay on the database', async () => {
    const vendor = aVendor()
    const url = await newDatabaseUrl(engine)
    const seed = { CTCT_REFRESH_TOKEN: vendor.seedRefreshToken() }
    const relays = [await aLiveRelay(url, seed)]
    await relays[0]?.stored.save(COMPLETE, BY)
    relays.push(await aLiveRelay(url, seed))
    await expect.poll(() => relays[0]?.applied(), SLOW).toEqual([1])

    let isOver = false
    const statuses: number[] = []
    const postWithoutPause = async (
      name: string,
      { post }: { post: (part: { email_address: string }) => Promise<Response> },
    ) => {
      for (let n = 0; !isOver; n += 1)
        statuses.push((await post({ email_address: `${name}-${n}@example.org` })).status)
    }
    const posting = relays.map((relay, index) => postWithoutPause(`visitor-${index}`, relay))
    for (let change = 1; change <= 10; change += 1) {
      const EXISTING_CONTACTS = change % 2 === 0 ? 'update' : 'append'
      await relays[0]?.stored.save({ SITE_NAME: `Bakery ${change}`, EXISTING_CONTACTS }, BY)
      await expect.poll(() => relays[0]?.applied().at(-1), SLOW).toBe(change + 1)
    }
    for (const { applied } of relays) await expect.poll(() => applied().at(-1), SLOW).toBe(11)
    isOver = true
    await Promise.all(posting)

    expect(statuses.filter((status) => status >= 300)).toEqual([])
    const undelivered = async () =>
      (await relays[0]?.database.all("SELECT id FROM signups WHERE state <> 'delivered'"))?.length
    await expect.poll(undelivered, SLOW).toBe(0)
    const sent = vendor.state().calls.filter(({ path }) => path.endsWith('/contacts/sign_up_form'))
    expect(sent).toHaveLength(statuses.length)
    for (const { lines } of relays) expect(lines.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })

  test('goes from set-up to a live form without a restart, and takes nothing from visitors before', async () => {
    aVendor()
    const relay = await aLiveRelay(await newDatabaseUrl(engine), { RELAY_PATIENCE_MS: '0' })
    expect(relay.settings.missing).toEqual(Object.keys(COMPLETE))
    const ready = async () => (await relay.ask('/health/ready')).status
    expect(await ready()).toBe(503)
    const refused = await relay.post({ email_address: 'ada@example.org' })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([503, ORIGIN])
    expect(await refused.json()).toMatchObject({ code: 'unavailable' })
    for (const path of [`/form?lists=${LIST}`, '/v1/snippet', '/confirm?link=x'])
      expect((await relay.ask(path, { headers: { accept: 'text/html' } })).status).toBe(503)
    expect((await relay.ask('/health/live')).status).toBe(200)
    const home = await relay.ask('/')
    expect([home.status, home.headers.get('location')]).toEqual([303, '/console'])

    const { CTCT_CLIENT_ID, ...others } = COMPLETE
    await relay.stored.save({ CTCT_CLIENT_ID }, BY)
    await expect.poll(relay.applied, SLOW).toEqual([1])
    expect(await ready()).toBe(503)
    await relay.stored.save(others, BY)
    await expect.poll(ready, SLOW).toBe(200)
    expect((await relay.post({ email_address: 'ada@example.org' })).status).toBe(202)
    expect(await relay.database.all('SELECT state FROM signups')).toEqual([{ state: 'recorded' }])
  })
})

test('goes on with what it had where changed settings have faults, and logs them once by name', async () => {
  const vendor = aVendor()
  const relay = await aLiveRelay(await newDatabaseUrl('sqlite'), {
    ...COMPLETE,
    CTCT_REFRESH_TOKEN: vendor.seedRefreshToken(),
  })
  // As a later version might.
  await relay.database.run("INSERT INTO owner_settings VALUES ('RETENTION_HOURS', 'a day', 0)")
  await relay.database.run('UPDATE owner_settings_version SET version = 1')
  await relay.database.announce('settings', '1')
  const faults = () => logged(relay.lines, 'changed settings are not applied')
  await expect
    .poll(faults, SLOW)
    .toMatchObject([{ version: 1, faults: ['RETENTION_HOURS must be a whole number from 1 to 8760'] }])
  await relay.database.announce('settings', '1')
  expect((await relay.post({ email_address: 'ada@example.org' })).status).toBe(201)
  await relay.stored.save({ RETENTION_HOURS: '48' }, BY)
  await expect.poll(relay.applied, SLOW).toEqual([2])
  expect(faults()).toHaveLength(1)
})

test('another application and another address take effect while the relay runs, and it keeps sign-ups until it is connected again', async () => {
  const vendor = aVendor()
  const { CTCT_CLIENT_ID, ...others } = COMPLETE
  const METRICS_TOKEN = 'm'.repeat(32)
  const relay = await aLiveRelay(await newDatabaseUrl('sqlite'), {
    ...{ ...others, METRICS_TOKEN, RELAY_PATIENCE_MS: '0' },
    CTCT_REFRESH_TOKEN: vendor.seedRefreshToken(),
  })
  const health = async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
    return (await relay.ask('/health/ready', { headers })).json()
  }
  await relay.stored.save({ CTCT_CLIENT_ID }, BY)
  await expect.poll(health, SLOW).toMatchObject({ connection: 'connected' })
  await relay.stored.save({ CTCT_CLIENT_ID: 'another', PUBLIC_URL: 'https://signup.bakery.example' }, BY)
  await expect.poll(relay.applied, SLOW).toEqual([1, 2])
  expect(await health()).toMatchObject({ connection: 'disconnected' })
  expect(await health()).not.toHaveProperty('cloned')
  expect((await relay.post({ email_address: 'ada@example.org' })).status).toBe(202)
  expect(await (await relay.ask(`/v1/snippet?lists=${LIST}`)).text()).toContain(
    'https://signup.bakery.example',
  )
  expect(logged(relay.lines, 'changed settings are not applied')).toEqual([])
})

test('holds no more timers after fifty changes of settings than after one', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  aVendor()
  const relay = await aLiveRelay(await newDatabaseUrl('sqlite'), COMPLETE)
  const change = async (n: number) => {
    await relay.stored.save({ SITE_NAME: `Bakery ${n}` }, BY)
    await expect.poll(() => relay.applied().at(-1), SLOW).toBe(n)
  }
  await change(1)
  const before = timers()
  for (let n = 2; n <= 51; n += 1) await change(n)
  // The old generations end their last sleep, and the test runner has timers of its own, which come and go.
  await expect.poll(timers, SLOW).toBeLessThan(before + 10)
})

test('sends what waits by the policy in force when it goes out, and to a list that was closed meanwhile', async () => {
  const vendor = aVendor()
  const ada = { email_address: 'ada@example.org' }
  vendor.control.putContacts([{ ...ada, first_name: 'Augusta', list_memberships: [OTHER_LIST] }])
  const url = await newDatabaseUrl('sqlite')
  const relay = await aLiveRelay(url, { RELAY_PATIENCE_MS: '0' })
  await relay.stored.save({ ...COMPLETE, ALLOWED_LISTS: `${LIST},${OTHER_LIST}` }, BY)
  await expect.poll(relay.applied, SLOW).toEqual([1])
  expect((await relay.post({ ...ada, first_name: 'Ada' })).status).toBe(202)

  await relay.stored.save({ EXISTING_CONTACTS: 'append', ALLOWED_LISTS: OTHER_LIST }, BY)
  await expect.poll(relay.applied, SLOW).toEqual([1, 2])
  expect(await (await relay.post({ email_address: 'bob@example.org' })).json()).toMatchObject({
    code: 'list_not_allowed',
  })

  // Until here nobody was connected. A second relay brings the connection.
  await aLiveRelay(url, { CTCT_REFRESH_TOKEN: vendor.seedRefreshToken() })
  const states = async () => await relay.database.all('SELECT state FROM signups')
  await expect.poll(states, SLOW).toEqual([{ state: 'delivered' }])
  const [contact, ...others] = vendor.state().contacts
  expect(others).toEqual([])
  expect(contact?.first_name).toBe('Augusta')
  expect(contact?.list_memberships.toSorted()).toEqual([LIST, OTHER_LIST])
})
