import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { claimStore } from '../../constant-contact/oauth/identity.ts'
import type { SettingsLine } from '../../operator/commands/settings-line.ts'
import { newDatabase } from '../../testing/databases.ts'
import { environmentValues } from '../settings.ts'
import { runSettingsCommand } from './settings-command.ts'
import { createStoredSettings } from './stored-settings.ts'
import type { TextInput } from './text-input.ts'

const SECRET = 'a secret key of more than thirty-two characters'
const LOGO = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').toString('base64')}`

async function aRelay(variables: Record<string, string> = {}) {
  const database = await newDatabase('sqlite')
  const environment = environmentValues(variables).given
  const stored = createStoredSettings({ database, secretKeys: [SECRET], environment, isSandbox: false })

  async function run(line: SettingsLine, typed = '', isTTY = false) {
    const [out, err] = [new PassThrough(), new PassThrough()]
    const input: TextInput = Object.assign(new PassThrough(), { isTTY })
    if (input instanceof PassThrough) input.end(typed)
    const code = await runSettingsCommand(line, { stored, input, out, err })
    out.end()
    err.end()
    return { code, out: await text(out), err: await text(err) }
  }
  const set = (name: string, value: string, ...more: [typed?: string, isTTY?: boolean]) =>
    run({ action: 'set', json: false, name, value }, ...more)
  return { database, stored, run, set }
}

test('sets a value, and says when it is in force', async () => {
  const { stored, set } = await aRelay()
  expect(await set('SITE_NAME', 'Bakery')).toEqual({
    code: 0,
    out: 'Saved. The relays on this database apply it within seconds.\n',
    err: '',
  })
  expect((await stored.read()).values).toEqual({ SITE_NAME: 'Bakery' })
  await set('SITE_NAME', '')
  expect((await stored.read()).values).toEqual({})
  expect((await stored.history({ most: 9 })).map(({ by }) => by)).toEqual(['command', 'command'])
})

test('reads a secret from standard input, piped or typed', async () => {
  const { stored, set } = await aRelay()
  await set('CTCT_CLIENT_SECRET', '-', 'swordfish\n')
  expect((await stored.read()).values).toEqual({ CTCT_CLIENT_SECRET: 'swordfish' })
  const typed = await set('CTCT_CLIENT_SECRET', '-', 'swordfish-2\r', true)
  expect(typed.err).toBe('CTCT_CLIENT_SECRET, which does not appear as you type: \n')
  expect(typed.out).not.toContain('swordfish')
  expect((await stored.read()).values).toEqual({ CTCT_CLIENT_SECRET: 'swordfish-2' })
  await expect(set('CTCT_CLIENT_SECRET', '-', '\u0003', true)).rejects.toThrow(/nothing was saved$/)
  expect((await stored.read()).values).toEqual({ CTCT_CLIENT_SECRET: 'swordfish-2' })
})

test('says what is wrong, and saves nothing', async () => {
  const { stored, set } = await aRelay({ SITE_URL: 'https://bakery.example' })
  const refusals = [
    ['ALLOWED_ORIGINS', 'www.bakery.example', 'ALLOWED_ORIGINS has "www.bakery.example", which'],
    ['SITE_URL', 'https://other.example', 'SITE_URL is set in the environment, which wins'],
    ['PORT', '80', 'PORT can be set in the environment only'],
    ['SITENAME', 'Bakery', 'SITENAME is no setting: did you mean SITE_NAME?'],
    ['toString', 'Bakery', 'toString is no setting'],
  ] as const
  for (const [name, value, sentence] of refusals) {
    const { code, out, err } = await set(name, value)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`Nothing was saved:\n  ${sentence}`)
  }
  expect(await stored.version()).toBe(0)
})

test('says that another application is not connected yet', async () => {
  const { database, set } = await aRelay()
  await claimStore(database, { apiUrl: 'https://api.cc.email/v3', clientId: 'first' })
  await database.run('UPDATE connection SET version = 2, refreshed_at = 1')
  expect((await set('CTCT_CLIENT_ID', 'second')).out).toMatch(/it is disconnected now: run .* connect\.\n$/)
})

test('shows where each value comes from, and no secret', async () => {
  const { run, set } = await aRelay({ SITE_NAME: 'Bakery', CTCT_CLIENT_SECRET: 'swordfish' })
  await set('ALERT_WEBHOOK', 'https://hook.example/swordfish')
  await set('BRAND_LOGO', LOGO)
  const { out } = await run({ action: 'show', json: false })
  expect(out).not.toContain('swordfish')
  const lines = out.split('\n').map((line) => line.replace(/ +/g, ' '))
  expect(lines).toContain('SITE_NAME Bakery (environment)')
  expect(lines).toContain('CTCT_CLIENT_SECRET set, never shown (environment)')
  expect(lines).toContain('RETENTION_HOURS 24 (default)')
  expect(lines).toContain('ALERT_EMAIL not set')
  expect(lines).toContainEqual(expect.stringMatching(/^ALERT_WEBHOOK set, never shown \(saved 20.* UTC\)$/))
  expect(lines).toContainEqual(expect.stringMatching(/^BRAND_LOGO image\/png, 1 kB \(saved /))
  const json = (await run({ action: 'show', json: true })).out
  expect(json).not.toContain('swordfish')
  expect(JSON.parse(json)).toMatchObject({ version: 2 })
})

test('what one relay exports, another imports', async () => {
  const from = await aRelay()
  await from.set('SITE_NAME', 'Bakery “Rye”')
  await from.set('BRAND_LOGO', LOGO)
  await from.set('CTCT_CLIENT_SECRET', 'swordfish')
  const exported = (await from.run({ action: 'export', json: false })).out
  expect(exported).not.toContain('swordfish')
  const to = await aRelay()
  await to.set('BRAND_ACCENT', 'fc0')
  const { code, err } = await to.run({ action: 'import', json: false }, exported)
  expect(code).toBe(0)
  expect(err).toBe('An export holds no secrets. Set these too: CTCT_CLIENT_SECRET.\n')
  expect((await to.stored.read()).values).toEqual({
    ...{ SITE_NAME: 'Bakery “Rye”', BRAND_LOGO: LOGO, BRAND_ACCENT: 'fc0' },
  })
  await to.set('CTCT_CLIENT_SECRET', 'swordfish')
  expect((await to.run({ action: 'import', json: false }, exported)).err).toBe('')
  expect((await to.stored.history({ most: 2 }))[1]).toMatchObject({ by: 'import' })
})

test.each([
  ['', 'What came by standard input is not JSON.'],
  ['{"settings"', 'What came by standard input is not JSON.'],
  ['[]', 'It is not what "settings export" prints.'],
  ['{"SITE_NAME": "Bakery"}', 'It is not what "settings export" prints.'],
  ['{"settings": {"SITE_NAME": "Bakery", "RETENTION_HOURS": 5}}', 'RETENTION_HOURS must be a text.'],
  ['{"settings": {"SITE_NAME": "Bakery", "RETENTION_HOURS": "x"}}', 'RETENTION_HOURS must be a whole number'],
  ['{"settings": {"SITE_NAME": "Bakery", "PORT": "80"}}', 'PORT can be set in the environment only'],
  ['{"settings": {"SITE_NAME": "Bakery", "constructor": "x"}}', 'constructor is no setting'],
  [
    '{"settings": {"SITE_NAME": "Bakery", "SITE_URL": "https://b.example"}}',
    'SITE_URL is set in the environment',
  ],
])('imports nothing of %s', async (typed, sentence) => {
  const { stored, run } = await aRelay({ SITE_URL: 'https://bakery.example' })
  const { code, err } = await run({ action: 'import', json: false }, typed)
  expect(code).toBe(1)
  expect(err).toContain(`Nothing was saved:\n  ${sentence}`)
  expect(await stored.version()).toBe(0)
})
