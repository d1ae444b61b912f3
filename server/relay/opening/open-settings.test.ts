import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { StartError } from '../../settings/settings.ts'
import { emptyDatabaseUrl } from '../../testing/databases.ts'
import { LIST } from '../../testing/sign-up.ts'
import { upstreamOf } from '../upstream.ts'
import { createKeptParts } from './kept-parts.ts'
import { openRelay } from './open.ts'
import { openSettings } from './open-settings.ts'

type Variables = Record<string, string>

function aPlace() {
  const folder = join(mkdtempSync(join(tmpdir(), 'relay-')), 'data')
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true, force: true }))
  return { folder, key: join(folder, 'secret.key'), DATABASE_URL: `file:${join(folder, 'relay.db')}` }
}

/** Starts a relay as far as it seals something, and ends it. Resolves to its settings. */
async function start(
  variables: Variables,
  { sandbox = false, isCommand = false, save = {}, connects = false } = {},
) {
  const opened = await openSettings(variables, { sandbox, isCommand })
  const { database, stored, settings } = opened
  try {
    const parts = { settings, upstream: upstreamOf(settings), kept: createKeptParts(opened) }
    const relay = await openRelay({ ...parts, log: pino({ level: 'silent' }) })
    if (connects) await relay.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 1000 })
    expect(await stored.save(save, { by: 'console' })).toMatchObject({ kind: 'saved' })
    return settings
  } finally {
    await database.close()
  }
}

async function faults(variables: Variables, options: { sandbox?: boolean; isCommand?: boolean } = {}) {
  const failure: unknown = await start(variables, options).catch((error: unknown) => error)
  if (!(failure instanceof StartError)) throw new Error(`The relay has started, or failed: ${failure}`)
  return failure.faults
}

const APPLICATION = { CTCT_CLIENT_ID: 'an-application' }
const REST = { ALLOWED_ORIGINS: 'https://www.example.org', ALLOWED_LISTS: LIST, EXISTING_CONTACTS: 'update' }
const SECRET_KEY = 'k'.repeat(32)
const REQUIRED = ['CTCT_CLIENT_ID', 'SECRET_KEY', 'ALLOWED_ORIGINS', 'ALLOWED_LISTS', 'EXISTING_CONTACTS']
const OWNERS = REQUIRED.filter((name) => name !== 'SECRET_KEY')
const names = (sentences: readonly string[]) => sentences.map((sentence) => sentence.split(' ')[0])

describe('a relay that was never set up', () => {
  test('makes its database and a key, and waits to be set up; a restart takes up what is done', async () => {
    const { DATABASE_URL, key } = aPlace()
    const settings = await start({ DATABASE_URL }, { save: APPLICATION })
    expect(settings).toMatchObject({ isSandbox: false, missing: OWNERS, ALLOWED_LISTS: [] })
    expect(statSync(key).mode & 0o777).toBe(0o600)
    const made = readFileSync(key, 'utf8')
    expect(await start({ DATABASE_URL }, { save: REST })).toMatchObject({
      ...APPLICATION,
      missing: OWNERS.slice(1),
    })
    expect(await start({ DATABASE_URL })).toMatchObject({
      ...APPLICATION,
      missing: [],
      ALLOWED_LISTS: [LIST],
    })
    expect(readFileSync(key, 'utf8')).toBe(made)
  })

  test('does not wait for an owner who has stored an address under which there is no console', async () => {
    const { DATABASE_URL } = aPlace()
    const PUBLIC_URL = 'https://www.example.org/signup'
    await start({ DATABASE_URL }, { save: { PUBLIC_URL } })
    expect(names(await faults({ DATABASE_URL }))).toEqual(OWNERS)
    expect(await start({ DATABASE_URL, CONSOLE: 'on' })).toMatchObject({ PUBLIC_URL, missing: OWNERS })
  })

  test('takes what the environment sets, which wins', async () => {
    const { DATABASE_URL } = aPlace()
    const variables = { DATABASE_URL, EXISTING_CONTACTS: 'append', SECRET_KEY }
    const { missing, EXISTING_CONTACTS } = await start(variables)
    expect([missing, EXISTING_CONTACTS]).toEqual([OWNERS.slice(0, 3), 'append'])
  })

  test('starts on PostgreSQL too, but not without SECRET_KEY, since it has no folder', async () => {
    const DATABASE_URL = await emptyDatabaseUrl('postgres')
    expect(names(await faults({ DATABASE_URL }))).toEqual(['SECRET_KEY'])
    const both = await Promise.all([start({ DATABASE_URL, SECRET_KEY }), start({ DATABASE_URL, SECRET_KEY })])
    for (const { missing } of both) expect(missing).toEqual(OWNERS)
  })

  test('makes one key where two start at once', async () => {
    const { DATABASE_URL, folder } = aPlace()
    await Promise.all([start({ DATABASE_URL }), start({ DATABASE_URL })])
    expect(readdirSync(folder).filter((name) => name.startsWith('secret'))).toEqual(['secret.key'])
    expect(await start({ DATABASE_URL })).toMatchObject({ missing: OWNERS })
  })

  test.each([
    ['a wrong setting', { PORT: 'eighty' }, ['PORT']],
    ['an application id alone', APPLICATION, REQUIRED.slice(1)],
    ['CONSOLE=off', { CONSOLE: 'off' }, REQUIRED],
    [
      'a path in PUBLIC_URL, where there is no console',
      { PUBLIC_URL: 'https://www.example.org/signup' },
      REQUIRED,
    ],
    ['half a captcha', { CAPTCHA: 'turnstile', CAPTCHA_SITE_KEY: 'a' }, ['CAPTCHA_SECRET']],
  ])('stops, and makes nothing, with %s', async (_what, variables, expected) => {
    const { DATABASE_URL, folder } = aPlace()
    expect(names(await faults({ DATABASE_URL, ...variables }))).toEqual(expected)
    expect(existsSync(folder)).toBe(false)
  })

  test('lets commands work, which make neither a database nor a key', async () => {
    const { DATABASE_URL, folder } = aPlace()
    expect(names(await faults({ DATABASE_URL }, { isCommand: true }))).toEqual(['DATABASE_URL'])
    expect(existsSync(folder)).toBe(false)
    await start({ DATABASE_URL })
    expect(await start({ DATABASE_URL }, { isCommand: true })).toMatchObject({ missing: OWNERS })
  })
})

describe('a store that belongs to somebody', () => {
  test('is never set up anew where the application id has gone from the environment', async () => {
    const { DATABASE_URL } = aPlace()
    await start({ DATABASE_URL, SECRET_KEY, ...APPLICATION, ...REST }, { connects: true })
    expect(names(await faults({ DATABASE_URL, SECRET_KEY }))).toEqual(OWNERS)
  })

  test('is never taken for a sandbox, nor a sandbox for it', async () => {
    const sandbox = aPlace()
    await start({ DATABASE_URL: sandbox.DATABASE_URL, SECRET_KEY }, { sandbox: true })
    expect(names(await faults({ DATABASE_URL: sandbox.DATABASE_URL, SECRET_KEY }))).toEqual(OWNERS)
    const real = aPlace()
    await start({ DATABASE_URL: real.DATABASE_URL }, { save: { ...APPLICATION, ...REST } })
    await start({ DATABASE_URL: real.DATABASE_URL }, { connects: true })
    expect((await faults({ DATABASE_URL: real.DATABASE_URL, SECRET_KEY }, { sandbox: true })).join()).toMatch(
      /DATABASE_URL names the store of another account/,
    )
  })

  test('is not given back by an answer to the application before, which comes after another was chosen', async () => {
    const { DATABASE_URL } = aPlace()
    await start({ DATABASE_URL }, { save: { ...APPLICATION, ...REST }, connects: true })
    const opened = await openSettings({ DATABASE_URL }, { sandbox: false })
    const { database, settings, stored } = opened
    const parts = { settings, upstream: upstreamOf(settings), kept: createKeptParts(opened) }
    const { tokens } = await openRelay({ ...parts, log: pino({ level: 'silent' }) })
    await stored.save({ CTCT_CLIENT_ID: 'another' }, { by: 'console' })
    const late = tokens.store({ accessToken: 'b', refreshToken: 's', lifeMs: 1000 })
    await expect(late).rejects.toThrow('Another application was chosen')
    expect(await tokens.status()).toMatchObject({ kind: 'disconnected' })
    await database.close()
    expect(await start({ DATABASE_URL }, { connects: true })).toMatchObject({ CTCT_CLIENT_ID: 'another' })
  })

  test('starts without the console once it is set up', async () => {
    const { DATABASE_URL } = aPlace()
    await start({ DATABASE_URL }, { save: { ...APPLICATION, ...REST } })
    expect(await start({ DATABASE_URL, CONSOLE: 'off' })).toMatchObject({ ...APPLICATION, missing: [] })
  })
})

describe('the key', () => {
  test.each([
    ['as before', {}],
    ['with CONSOLE=off', { CONSOLE: 'off' }],
    ['with the application in the environment', { ...APPLICATION, ...REST }],
  ])(
    'is never made anew once something is sealed: started %s, the relay names the file to restore',
    async (_what, more) => {
      const { DATABASE_URL, key } = aPlace()
      await start({ DATABASE_URL })
      const lost = readFileSync(key, 'utf8')
      rmSync(key)
      const [sentence, ...others] = await faults({ DATABASE_URL, ...more })
      expect(sentence).toContain(`${key} is missing`)
      expect(sentence).toContain('restore that file from your backup')
      expect(sentence).toContain('If nobody has that key any more, move the database away')
      expect(others).toEqual([])
      expect(existsSync(key)).toBe(false)
      writeFileSync(key, lost, { mode: 0o600 })
      expect(await start({ DATABASE_URL })).toMatchObject({ missing: OWNERS })
    },
  )

  test('of the environment wins over the file', async () => {
    const { DATABASE_URL, key } = aPlace()
    await start({ DATABASE_URL, SECRET_KEY })
    expect(existsSync(key)).toBe(false)
    writeFileSync(key, 'another key of more than 32 characters', { mode: 0o600 })
    expect(await start({ DATABASE_URL, SECRET_KEY })).toMatchObject({ SECRET_KEY: [SECRET_KEY] })
  })

  test('that is set beside a file with the right one is refused, with where that is; both together are taken', async () => {
    const { DATABASE_URL, key } = aPlace()
    await start({ DATABASE_URL })
    const [sentence] = await faults({ DATABASE_URL, SECRET_KEY })
    expect(sentence).toMatch(
      /^SECRET_KEY cannot decrypt what the database holds: take it out to use the key in /,
    )
    expect(sentence).toContain(key)
    const both = `${SECRET_KEY},${readFileSync(key, 'utf8').trim()}`
    expect(await start({ DATABASE_URL, SECRET_KEY: both })).toMatchObject({ missing: OWNERS })
    expect(await start({ DATABASE_URL, SECRET_KEY })).toMatchObject({ missing: OWNERS })
  })

  test('that is not the database’s, or that others may read, stops the start', async () => {
    const { DATABASE_URL, key } = aPlace()
    await start({ DATABASE_URL })
    rmSync(key)
    writeFileSync(key, 'another key of more than 32 characters', { mode: 0o600 })
    await expect(start({ DATABASE_URL })).rejects.toThrow(/SECRET_KEY cannot decrypt what the database holds/)
    rmSync(key)
    writeFileSync(key, SECRET_KEY, { mode: 0o644 })
    expect((await faults({ DATABASE_URL })).join()).toMatch(/others may read: run chmod 600/)
  })
})
