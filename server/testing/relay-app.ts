import { pino } from 'pino'
import { onTestFinished, vi } from 'vitest'
import { relayApp } from '../relay/app.ts'
import { connectToSandbox } from '../relay/opening/connection.ts'
import { createKeptParts } from '../relay/opening/kept-parts.ts'
import { openRelay } from '../relay/opening/open.ts'
import { openSettings } from '../relay/opening/open-settings.ts'
import { upstreamOf } from '../relay/upstream.ts'
import { createAsset } from '../routes/assets/assets.ts'
import { createSandbox } from '../sandbox/sandbox.ts'
import { newDatabaseUrl } from './databases.ts'
import { LIST } from './sign-up.ts'

const VENDOR = 'http://127.0.0.1:8081'
export const PUBLIC_URL = 'https://signup.example.org'
export const ORIGIN = 'https://www.example.org'
export const METRICS_TOKEN = 'a-token-for-the-metrics-of-the-tests'

/** A whole relay without a port, and a sandbox behind it in the same process. `kind`: whose account it has. */
export async function aRelayApp(kind: 'sandbox' | 'vendor', environment: Record<string, string> = {}) {
  const sandbox = createSandbox({
    client: { id: 'sandbox-application' },
    origin: () => VENDOR,
    processingMs: 0,
    tokenPerSecond: 1000,
  })
  const DATABASE_URL = environment['DATABASE_URL'] ?? (await newDatabaseUrl('sqlite'))
  const variables = {
    ...(kind === 'vendor' && { CTCT_CLIENT_ID: 'sandbox-application' }),
    PUBLIC_URL,
    DATABASE_URL,
    SECRET_KEY: 'k'.repeat(32),
    ALLOWED_ORIGINS: ORIGIN,
    ALLOWED_LISTS: LIST,
    EXISTING_CONTACTS: 'update',
    RATE_PER_NETWORK: '0',
    PROOF_OF_WORK: 'off',
    METRICS_TOKEN,
    ...environment,
  }
  const opened = await openSettings(variables, { sandbox: kind === 'sandbox' })
  const { settings } = opened
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) => sandbox.fetch(new Request(input, init)))
  const named = upstreamOf(settings)
  const upstream = {
    ...named,
    apiUrl: `${VENDOR}/v3`,
    authUrl: `${VENDOR}/oauth2/default/v1`,
    ...(kind === 'sandbox' && { sandbox: { ...sandbox, url: VENDOR } }),
  }
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(line) })
  const kept = createKeptParts(opened)
  const relay = await openRelay({ settings, upstream, kept, log })
  await connectToSandbox(relay, upstream)
  const built = (name: string, text: string) => createAsset(name, Buffer.from(text))
  const assets = new Map([['/v1/signup.js', built('signup.js', 'void 0')]])
  const demo = new Map([['/index.html', built('index.html', '<!doctype html><title>Demo</title>')]])
  const app = relayApp({ settings, upstream, relay, assets, demo, log })
  onTestFinished(async () => {
    await relay.dispatcher.stop()
    await relay.confirmation.mailWorker.stop()
    await relay.database.close()
    vi.unstubAllGlobals()
  })
  return {
    ...relay,
    sandbox,
    lines,
    databaseUrl: DATABASE_URL,
    fetch: app.fetch,
    /** The patterns of every address that has a route. */
    paths: [...new Set(app.routes.map(({ path }) => path))],
    async ask(path: string, init: RequestInit = {}): Promise<Response> {
      return app.request(path, init)
    },
    post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
      const all = { 'content-type': 'application/json', origin: ORIGIN, ...headers }
      return this.ask('/v1/signups', { method: 'POST', headers: all, body: JSON.stringify(body) })
    },
    recorded: async () => (await relay.database.all('SELECT id FROM signups')).length,
  }
}
