import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { StartError } from '../settings/settings.ts'
import { aSignUp, REQUEST } from '../testing/sign-up.ts'
import { createKeptParts } from './opening/kept-parts.ts'
import { openRelay } from './opening/open.ts'
import { openSettings } from './opening/open-settings.ts'
import { upstreamOf } from './upstream.ts'

type Start = { variables: Record<string, string>; sandbox: boolean }

function settings(more: Record<string, string> = {}, sandbox = false): Start {
  const variables = {
    ...(!sandbox && { CTCT_CLIENT_ID: 'an-application' }),
    SECRET_KEY: 'k'.repeat(32),
    ALLOWED_ORIGINS: 'https://www.example.org',
    ALLOWED_LISTS: 'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
    EXISTING_CONTACTS: 'update',
    ...more,
  }
  return { variables, sandbox }
}

function aStore(): { DATABASE_URL: string } {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { DATABASE_URL: `file:${join(folder, 'data', 'relay.db')}` }
}

async function open({ variables, sandbox }: Start, isCommand = false) {
  const opened = await openSettings(variables, { sandbox, isCommand })
  const upstream = upstreamOf(opened.settings)
  const parts = { ...opened, upstream, kept: createKeptParts(opened), log: pino({ level: 'silent' }) }
  return openRelay(parts).catch(async (error: unknown) => {
    await opened.database.close()
    throw error
  })
}

it('refuses the store of another application, but accepts a new address of the vendor’s', async () => {
  const store = aStore()
  const relay = await open(settings(store))
  await relay.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 1000 })
  await relay.database.close()
  await expect(open(settings({ ...store, CTCT_CLIENT_ID: 'another' }))).rejects.toThrow(
    /store of another account \(application an-application/,
  )
  const moved = settings({ ...store, CTCT_API_URL: 'https://elsewhere.example/v3' })
  await (await open(moved)).database.close()
  await (await open(settings(store))).database.close()
})

it.each([
  ['a folder that cannot be', 'file:/dev/null/relay.db', /Let the relay’s user.* write \/dev\/null/],
  ['a folder', 'file:/tmp', /Name a file: \/tmp is a folder/],
  ['a server that is not there', 'postgres://relay:hunter2@127.0.0.1:1/relay', /127\.0\.0\.1:1/],
  ['no URL', 'postgres://relay:hunter2@[bad/relay', /./],
])('names DATABASE_URL where it names %s, and repeats no password', async (_what, DATABASE_URL, remedy) => {
  const failure: unknown = await open(settings({ DATABASE_URL })).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartError)
  expect(String(failure)).toMatch(/DATABASE_URL names a database that cannot be opened: ./)
  expect(String(failure)).toMatch(remedy)
  expect(String(failure)).not.toContain('hunter2')
})

it('names DATABASE_URL if a later version wrote the database, which cannot be migrated', async () => {
  const store = aStore()
  const { database } = await open(settings(store))
  await database.run("INSERT INTO migrations VALUES ('of a later version', 99)")
  await database.close()
  await expect(open(settings(store))).rejects.toThrow(
    /DATABASE_URL names a database that cannot be opened: .*later version/,
  )
})

it('takes a corrected application id as long as no account was connected', async () => {
  const store = aStore()
  const mistyped = await open(settings({ ...store, CTCT_CLIENT_ID: 'an-aplication' }))
  await (await open(settings(store))).database.close()
  // The application that keeps the first id and connects after all owns the store.
  await mistyped.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 1000 })
  await mistyped.database.close()
  await expect(open(settings(store))).rejects.toThrow(StartError)
})

it('never lets the sandbox use a real account’s store, nor an account the sandbox’s', async () => {
  const real = aStore()
  await (await open(settings(real))).database.close()
  await expect(open(settings(real, true))).rejects.toThrow(StartError)
  const sandbox = aStore()
  await (await open(settings(sandbox, true))).database.close()
  await expect(open(settings(sandbox))).rejects.toThrow(StartError)
})

it('creates no store for a command, which would then report on an empty one, but opens an existing one', async () => {
  const store = aStore()
  const path = store.DATABASE_URL.slice('file:'.length)
  const command = () => open(settings(store), true)
  const failure: unknown = await command().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartError)
  expect(String(failure)).toContain('DATABASE_URL')
  expect(String(failure)).toContain(path)
  expect(existsSync(dirname(path))).toBe(false)
  await (await open(settings(store))).database.close()
  await (await command()).database.close()
})

it('does not start with the wrong key, but starts with both the new key and the old', async () => {
  const store = aStore()
  const relay = await open(settings({ ...store, CTCT_REFRESH_TOKEN: 'seed' }))
  await relay.tokens.store({ accessToken: 'a', refreshToken: 'r', lifeMs: 1000 })
  await relay.database.close()
  await expect(open(settings({ ...store, SECRET_KEY: 'n'.repeat(32) }))).rejects.toThrow(/SECRET_KEY/)
  await (
    await open(settings({ ...store, SECRET_KEY: `${'n'.repeat(32)},${'k'.repeat(32)}` }))
  ).database.close()
})

it('stores no token and no key readably in its database', async () => {
  const relay = await open(settings(aStore()))
  await relay.tokens.store({
    accessToken: 'the-access-token',
    refreshToken: 'the-refresh-token',
    lifeMs: 1000,
  })
  const tables = await relay.database.all("SELECT name FROM sqlite_master WHERE type = 'table'")
  for (const { name } of tables) {
    const rows = JSON.stringify(await relay.database.all(`SELECT * FROM ${name}`))
    expect(rows).not.toMatch(/the-(access|refresh)-token|kkkkkkkk/)
  }
  await relay.database.close()
})

it('notices a copy of its database even if the token came from the environment', async () => {
  const seeded = { ...aStore(), CTCT_REFRESH_TOKEN: 'a-seed', CTCT_AUTH_URL: 'http://127.0.0.1:9' }
  const relay = await open(settings({ ...seeded, PUBLIC_URL: 'https://signup.example.org' }))
  await relay.tokens.keepAlive()
  expect((await relay.facts()).cloned).toBe(false)
  await relay.database.close()
  const copy = await open(settings({ ...seeded, PUBLIC_URL: 'https://staging.example.org' }))
  await copy.tokens.keepAlive()
  expect((await copy.facts()).cloned).toBe(true)
  await copy.tokens.forget()
  await copy.database.close()
  const moved = await open(
    settings({ ...seeded, CTCT_REFRESH_TOKEN: 'another', PUBLIC_URL: 'https://staging.example.org' }),
  )
  await moved.tokens.keepAlive()
  expect((await moved.facts()).cloned).toBe(false)
  await moved.database.close()
})

it('holds no timer or socket once its parts have stopped, so that its process ends by itself', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  const relay = await open(settings(aStore()))
  const { dispatcher, housekeeping, alerts, outbox, database } = relay
  dispatcher.start()
  housekeeping.start()
  alerts.start()
  const recorded = await outbox.record(aSignUp(), { ...REQUEST, patienceMs: 60 })
  expect(await outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 60)).toEqual({
    kind: 'waiting',
  })
  await Promise.all([dispatcher.stop(), housekeeping.stop(), alerts.stop()])
  await database.close()
  // The test runner has timers of its own, which come and go.
  for (let n = 0; n < 20 && timers() > before; n += 1) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(timers()).toBeLessThanOrEqual(before)
})
