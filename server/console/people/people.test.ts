import { describe, expect, test } from 'vitest'
import { signedIn } from '../../testing/console.ts'
import { ENGINES, newDatabaseUrl } from '../../testing/databases.ts'
import { aRelayApp } from '../../testing/relay-app.ts'
import { aSignUp } from '../../testing/sign-up.ts'
import { DAY_MS } from '../../time/duration.ts'
import { isoDay } from '../../time/utc-day.ts'
import { timesBetween } from './days.ts'

const EMAIL = { email: ' ADA@example.org ' }

describe.each(ENGINES)('%s', (engine) => {
  async function aConsole() {
    const app = await aRelayApp('vendor', {
      ...{ RELAY_PATIENCE_MS: '0', DATABASE_URL: await newDatabaseUrl(engine) },
    })
    const page = 'https://www.example.org/news'
    expect((await app.post(aSignUp({ first_name: 'Ada', page, language: 'de' }))).status).toBe(202)
    expect((await app.post(aSignUp({ email_address: 'bob@example.org' }))).status).toBe(202)
    const browser = await signedIn(app)
    app.lines.length = 0
    return {
      app,
      browser,
      html: async (path: string, fields = {}) => (await browser.post(path, fields)).text(),
    }
  }

  test('shows what is kept of a person, however the address is spelled, and it is in no address and no log', async () => {
    const { app, html } = await aConsole()
    const page = await html('/console/people', EMAIL)
    expect(page).toContain('<blockquote dir="auto">Yes, write to me</blockquote>')
    expect(page).toContain('<bdi>https://www.example.org/news</bdi>')
    expect(page).toContain('German (de)')
    expect(page).toContain('href="/console/sign-ups/1"')
    expect(page).not.toContain('/console/sign-ups/2')
    expect(page).not.toMatch(/(href|action)="[^"]*ada/i)
    expect(app.lines.join('')).toContain('"signUps":1,"consents":1')
    expect(app.lines.join('')).not.toMatch(/ada@/i)
  })

  test('says of whom nothing is kept, and of what is no address', async () => {
    const { browser, html } = await aConsole()
    expect(await html('/console/people', { email: 'eve@example.org' })).toContain(
      'The relay keeps nothing about',
    )
    for (const email of ['', 'ada', 'ada@', '<script>@example.org']) {
      const response = await browser.post('/console/people', { email })
      expect(response.status).toBe(422)
      const page = await response.text()
      expect(page).toContain('Enter a full address')
      expect(page).not.toContain('<script>@')
    }
  })

  test('shows a consent that cannot be decrypted as such', async () => {
    const { app, html } = await aConsole()
    await app.database.run("UPDATE consents SET sealed = 'v1.other000.key'")
    expect(await html('/console/people', EMAIL)).toContain('The sentence cannot be decrypted')
  })

  test('hands out everything about a person in one file', async () => {
    const { app, browser } = await aConsole()
    const response = await browser.post('/console/people/export', EMAIL)
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="person-[\d-]+\.json"$/,
    )
    expect(await response.json()).toMatchObject({
      email_address: 'ADA@example.org',
      sign_ups: [
        { id: 1, state: 'recorded', sign_up: { email_address: 'ada@example.org', first_name: 'Ada' } },
      ],
      consents: [{ sign_up: 1, consent: { text: 'Yes, write to me', page: 'https://www.example.org/news' } }],
      calls_of_the_last_day: [],
      mails: { mailed_at: null, quiet_until: null, resubscribe_at: null },
    })
    expect(app.lines.join('')).not.toMatch(/ada@/i)
  })

  test('asks before it forgets a person, and says what was erased, or that nothing was left', async () => {
    const { app, browser, html } = await aConsole()
    const question = await html('/console/people/forget', EMAIL)
    expect(question).toContain('Nothing is erased at Constant Contact.')
    expect(await app.recorded()).toBe(2)
    const forget = async () => {
      const response = await browser.post('/console/people/forgotten', EMAIL)
      const to = response.headers.get('location') ?? ''
      expect(to).not.toMatch(/ada/i)
      return (await browser.get(to)).text()
    }
    expect(await forget()).toContain('Erased 1 sign-up, consents: 1. Nothing was erased at Constant Contact')
    expect(await app.database.all('SELECT id FROM signups')).toEqual([{ id: 2 }])
    expect(await forget()).toContain('Nothing was left to erase')
  })

  test('hands out the consents between two days as CSV, without addresses', async () => {
    const { app, browser } = await aConsole()
    const noon = Date.parse('2026-02-03T12:00:00Z')
    await app.database.run('UPDATE consents SET recorded_at = ? WHERE signup = 1', noon)
    await app.database.run('UPDATE consents SET recorded_at = ? WHERE signup = 2', noon + DAY_MS)
    await app.database.run('UPDATE consents SET confirmed_at = ? WHERE signup = 2', noon + DAY_MS)
    const csv = async (from: string, to: string) => {
      const text = await (await browser.post('/console/people/consents', { from, to })).text()
      return text.split('\r\n').slice(1, -1)
    }
    const both = await csv('2026-02-03', '2026-02-04')
    expect(both).toHaveLength(2)
    expect(both[0]).toMatch(
      /^"1","[\w-]{22}","2026-02-03T12:00:00.000Z","","Yes, write to me","\w{64}","https:\/\/www.example.org\/news","de","[\w-]{36}",""$/,
    )
    expect(both[1]).toContain('"2026-02-04T12:00:00.000Z","2026-02-04T12:00:00.000Z"')
    expect(await csv('2026-02-03', '2026-02-03')).toHaveLength(1)
    expect(await csv('2026-02-01', '2026-02-02')).toEqual([])
    expect(app.lines.join('')).not.toMatch(/ada@/i)
  })

  test('has no file for what are no two days in order, and says what to give', async () => {
    const { browser } = await aConsole()
    for (const [from, to] of [
      ['', ''],
      ['2026-02-04', '2026-02-03'],
      ['2026-02-30', '2026-03-01'],
      ['03/02/2026', '04/02/2026'],
    ] as const) {
      const response = await browser.post('/console/people/consents', { from, to })
      expect(response.status).toBe(422)
      expect(await response.text()).toContain('Give two days as YYYY-MM-DD')
    }
  })
})

test('two days are from the start of the first to the end of the last, in UTC', () => {
  const times = timesBetween('2026-02-28', '2026-03-01')
  expect(times).toEqual({ from: Date.UTC(2026, 1, 28), to: Date.UTC(2026, 2, 2) })
  expect(isoDay(Date.UTC(2026, 2, 2) - 1)).toBe('2026-03-01')
})
