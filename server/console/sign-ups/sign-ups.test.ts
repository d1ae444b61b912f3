import { describe, expect, test } from 'vitest'
import { changeOutbox } from '../../outbox/change.ts'
import type { ParkReason } from '../../outbox/states.ts'
import { deliver, park, refuse } from '../../outbox/transitions.ts'
import { signedIn } from '../../testing/console.ts'
import { ENGINES, newDatabaseUrl } from '../../testing/databases.ts'
import { aRelayApp } from '../../testing/relay-app.ts'
import { aSignUp } from '../../testing/sign-up.ts'

describe.each(ENGINES)('%s', (engine) => {
  async function aConsole(environment: Record<string, string> = {}) {
    const app = await aRelayApp('vendor', {
      ...{ RELAY_PATIENCE_MS: '0', DATABASE_URL: await newDatabaseUrl(engine) },
      ...environment,
    })
    const browser = await signedIn(app)
    return {
      ...{ app, browser },
      /** Signs somebody up, once for each address; resolves to the id of the last. */
      async signUp(...emails: string[]): Promise<number> {
        for (const email_address of emails)
          expect((await app.post(aSignUp({ email_address }))).status).toBe(202)
        const [row] = await app.database.all('SELECT MAX(id) AS id FROM signups')
        return Number(row?.['id'])
      },
      park: (id: number, reason: ParkReason = 'refused') =>
        changeOutbox(app.database, (change) => park(change, { id, state: 'recorded' }, reason)),
      deliver: (id: number) =>
        changeOutbox(app.database, (change) =>
          deliver(change, { id, state: 'recorded' }, 'created', 'call-1'),
        ),
      stateOf: async (id: number) => {
        const [row] = await app.database.all('SELECT state FROM signups WHERE id = ?', id)
        return row?.['state']
      },
      html: async (path: string) => (await browser.get(path)).text(),
      /** Presses a button: where it leads, and what is read there. */
      async press(path: string, fields: Record<string, string> = {}) {
        const response = await browser.post(path, fields)
        const to = response.headers.get('location') ?? ''
        return { status: response.status, to, html: await (to ? await browser.get(to) : response).text() }
      },
    }
  }

  test('lists sign-ups by state, without an address, and opens the first tab that is not empty', async () => {
    const { signUp, park, html } = await aConsole()
    expect(await html('/console/sign-ups')).toContain('Nothing was delivered in the last seven days.')
    const id = await signUp('ada@example.org', 'bob@example.org')
    expect(await html('/console/sign-ups')).toMatch(/Waiting <span class="count">2<\/span>/)
    await park(id, 'not_found')
    const page = await html('/console/sign-ups')
    expect(page).toMatch(/aria-current="page">Need you <span class="count">1<\/span>/)
    expect(page).toContain('unknown list or field')
    expect(page).toContain('Correct the form’s tag')
    expect(page).toContain(`href="/console/sign-ups/${id}"`)
    expect(page).not.toContain('example.org/')
    expect(page).not.toMatch(/ada@|bob@/)
  })

  test('lists page by page, the newest first', async () => {
    const { app, html } = await aConsole()
    await app.database.run('UPDATE outbox SET last_id = 30, delivered = 30')
    for (let id = 1; id <= 30; id += 1) {
      await app.database.run(
        `INSERT INTO signups (id, address, identity, state, recorded_at, since, in_line, alone, attempts, says, request_id)
          VALUES (?, '', '', 'delivered', 0, ?, 0, 0, 0, '', '')`,
        ...[id, Math.floor(id / 9)],
      )
    }
    const numbers = (page: string) => [...page.matchAll(/sign-ups\/(\d+)"/g)].map(([, id]) => Number(id))
    const first = await html('/console/sign-ups?state=delivered')
    const [, older = ''] = /href="([^"]+after=[^"]+)">Older/.exec(first) ?? []
    const second = await html(older.replaceAll('&amp;', '&'))
    expect([...numbers(first), ...numbers(second)]).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n))
    expect(first).toContain('data-live')
    expect(second).not.toContain('data-live')
    expect(second).not.toContain('>Older<')
    for (const after of ['x', '99999999999999999999-1', '1-99999999999'])
      expect(numbers(await html(`/console/sign-ups?state=delivered&after=${after}`))).toHaveLength(25)
  })

  test('shows one with its address, and the log says which', async () => {
    const { app, signUp, html } = await aConsole()
    const id = await signUp('ada@example.org')
    app.lines.length = 0
    const page = await html(`/console/sign-ups/${id}`)
    expect(page).toContain('<bdi>ada@example.org</bdi>')
    expect(page).toContain('Yes, write to me')
    const log = app.lines.join('')
    expect(log).toContain(`"signUp":${id}`)
    expect(log).not.toContain('ada@')
  })

  test('says what became of one whose content is gone, or cannot be read', async () => {
    const { app, signUp, html } = await aConsole()
    const id = await signUp('ada@example.org', 'bob@example.org')
    await app.database.run("UPDATE signups SET payload = 'v1.other000.key' WHERE id = ?", id)
    expect(await html(`/console/sign-ups/${id}`)).toContain('cannot be decrypted')
    await changeOutbox(app.database, (change) => refuse(change, { id, state: 'recorded' }, {}, 'call-1'))
    expect(await html(`/console/sign-ups/${id}`)).toContain('It was not kept')
  })

  test('retries one, and says so truly where somebody else or the relay was quicker', async () => {
    const { app, signUp, park, deliver, stateOf, press } = await aConsole()
    const id = await signUp('ada@example.org', 'bob@example.org')
    await park(id)
    const retried = await press(`/console/sign-ups/${id}/retry`)
    expect(retried).toMatchObject({ status: 303, to: '/console/sign-ups?state=parked&done=retried' })
    expect(retried.html).toContain('It will be sent again.')
    expect(await stateOf(id)).toBe('waiting')
    const again = await press(`/console/sign-ups/${id}/retry`)
    expect(again.status).toBe(409)
    expect(again.html).toContain('Nothing was changed. It is waiting for its next try.')
    await deliver(id - 1)
    expect((await press(`/console/sign-ups/${id - 1}/retry`)).html).toContain('It is delivered')
    await app.outboxAdmin.forget('bob@example.org')
    expect(await press(`/console/sign-ups/${id}/retry`)).toMatchObject({ status: 404 })
    expect((await press('/console/sign-ups/4000000000/drop')).status).toBe(404)
  })

  test('retries all of one reason, and says how many', async () => {
    const { signUp, park, stateOf, press } = await aConsole()
    const id = await signUp('a@example.org', 'b@example.org', 'c@example.org')
    await park(id - 2, 'failing')
    await park(id - 1, 'failing')
    await park(id, 'refused')
    const { html } = await press('/console/sign-ups/retry-all', { reason: 'failing' })
    expect(html).toContain('2 sign-ups will be sent again.')
    expect([await stateOf(id - 1), await stateOf(id)]).toEqual(['waiting', 'parked'])
    expect((await press('/console/sign-ups/retry-all', { reason: 'failing' })).html).toContain(
      'None was left',
    )
    expect((await press('/console/sign-ups/retry-all')).html).toContain('None was left')
    expect((await press('/console/sign-ups/retry-all', { reason: '\0' })).html).toContain('None was left')
  })

  test('asks before it drops one, and drops only what is not settled', async () => {
    const { app, signUp, park, deliver, stateOf, press, html } = await aConsole()
    const id = await signUp('ada@example.org', 'bob@example.org')
    await park(id)
    expect(await html(`/console/sign-ups/${id}`)).toContain(`href="/console/sign-ups/${id}/drop"`)
    expect(await html(`/console/sign-ups/${id}/drop`)).toContain('This cannot be undone.')
    expect(await stateOf(id)).toBe('parked')
    expect((await press(`/console/sign-ups/${id}/drop`)).html).toContain('It has been dropped.')
    expect(await stateOf(id)).toBeUndefined()
    expect(await app.outboxAdmin.consents('bob@example.org')).toEqual([])
    expect((await press(`/console/sign-ups/${id}/drop`)).status).toBe(404)
    await deliver(id - 1)
    expect(await html(`/console/sign-ups/${id - 1}/drop`)).toContain('It cannot be dropped.')
    expect((await press(`/console/sign-ups/${id - 1}/drop`)).status).toBe(409)
    expect(await stateOf(id - 1)).toBe('delivered')
  })

  test('hands out a state as CSV, and the log says that it did', async () => {
    const { app, browser } = await aConsole()
    const typed = { email_address: 'ada@example.org', first_name: '=HYPERLINK("https://evil.example")' }
    await app.post(
      aSignUp({
        ...typed,
        birthday_month: 2,
        birthday_day: 3,
        street_address: { kind: 'home', city: 'York' },
      }),
    )
    await app.post(aSignUp({ email_address: 'bob@example.org' }))
    await app.database.run("UPDATE signups SET payload = 'v1.other000.key' WHERE id = 2")
    app.lines.length = 0
    const response = await browser.post('/console/sign-ups/csv', { state: 'waiting' })
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="sign-ups-waiting-[\d-]+\.csv"$/,
    )
    const lines = (await response.text()).split('\r\n')
    expect(lines).toHaveLength(4)
    const columns = lines.map((line) => line.split('","').length)
    expect(columns.slice(0, 3)).toEqual([columns[0], columns[0], columns[0]])
    expect(lines[1]).toMatch(/^"2","recorded","","[^"]+","[^"]+","unreadable","",/)
    expect(lines[2]).toContain(`"'=HYPERLINK(""https://evil.example"")"`)
    expect(lines[2]).toMatch(/"ada@example\.org".*"02\/03".*"home","","York"/)
    const log = app.lines.join('')
    expect(log).toContain('"list":"waiting"')
    expect(log).not.toMatch(/ada@|evil/)
    expect((await browser.get('/console/sign-ups/csv')).status).toBe(404)
  })

  test('shows what strangers typed as text', async () => {
    const { app, html } = await aConsole()
    await app.post(
      aSignUp({ first_name: '<script>alert(1)</script>', page: 'https://www.example.org/<img>' }),
    )
    const page = await html('/console/sign-ups/1')
    expect(page).toContain('&lt;script>alert(1)&lt;/script>')
    expect(page).not.toMatch(/<script>alert|<img>/)
  })

  test('stands under the path of PUBLIC_URL', async () => {
    const publicUrl = 'https://www.bakery.example/signup'
    const app = await aRelayApp('vendor', { PUBLIC_URL: publicUrl, CONSOLE: 'on' })
    const browser = await signedIn(app, publicUrl)
    expect(await (await browser.get('/console/sign-ups')).text()).toContain(
      'href="/signup/console/sign-ups?state=parked"',
    )
  })
})
