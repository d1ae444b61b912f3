import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { listen } from '../../server/sandbox/listen.ts'
import { createSandbox, type Sandbox } from '../../server/sandbox/sandbox.ts'
import type { Engine } from '../../server/store/database.ts'
import { newTestDatabase } from '../../server/testing/postgres.ts'
import '../../server/testing/postgres-setup.ts'
import { API_KEY, LIST, SECRET_KEY } from './account-settings.ts'

const CLIENT_ID = 'faults'

/** Where a test says what to undo, such as its own `onTestFinished`. */
export type Afterwards = (undo: () => Promise<void> | void) => void

/** A sandbox that outlives every relay, and the environment of the relays that call it. */
export type Account = { sandbox: Sandbox; environment: Record<string, string> }

/** `afterwards`: one test's own, since tests run concurrently. */
export async function openAccount(engine: Engine, afterwards: Afterwards): Promise<Account> {
  return openAccountFor(await newDatabaseUrl(engine, afterwards), afterwards)
}

/** The same for the database at `databaseUrl`. */
export async function openAccountFor(databaseUrl: string, afterwards: Afterwards): Promise<Account> {
  let url = ''
  const sandbox = createSandbox({ client: { id: CLIENT_ID }, origin: () => url })
  const listening = await listen(sandbox, { port: 0, host: '127.0.0.1' })
  url = listening.url
  afterwards(listening.close)
  return {
    sandbox,
    environment: {
      CTCT_CLIENT_ID: CLIENT_ID,
      CTCT_API_URL: `${url}/v3`,
      CTCT_AUTH_URL: `${url}/oauth2/default/v1`,
      CTCT_REFRESH_TOKEN: sandbox.seedRefreshToken(),
      SECRET_KEY,
      ALLOWED_ORIGINS: 'https://bakery.example',
      ALLOWED_LISTS: LIST,
      EXISTING_CONTACTS: 'update',
      API_KEYS: API_KEY,
      RELAY_PATIENCE_MS: '500',
      DATABASE_URL: databaseUrl,
    },
  }
}

async function newDatabaseUrl(engine: Engine, afterwards: Afterwards): Promise<string> {
  if (engine === 'postgres') return newTestDatabase(inject('postgres'))
  const folder = await mkdtemp(join(tmpdir(), 'relay-faults-'))
  afterwards(() => rm(folder, { recursive: true, force: true }))
  return `file:${join(folder, 'relay.db')}`
}
