import { randomUUID } from 'node:crypto'
import { test as base, expect } from 'playwright/test'
import { FIFTY_LISTS, LISTS } from './embed.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Site, startSite } from './site.ts'

export { expect }

/** A host, beside localhost and 127.0.0.1, whose pages may embed; it is not a secure context. */
export const ALLOWED_HOST = 'bakery.example'

const METRICS_TOKEN = 'a-token-for-the-metrics-of-the-scenarios'

/** Longer than a slow machine needs, for tests of what the visitor reads. */
export const LONG_PATIENCE_MS = 8_000

type Environment = Record<string, string>

/**
 * A website for each worker, and relays that its tests share. A file that needs another one should ask `relayWith` for it: a
 * fixture of its own with the scope of a worker would start a new worker, with a browser and all.
 */
export const test = base.extend<
  {
    relay: Relay
    relayWith: (environment: Environment) => Promise<Relay>
    freshRelayWith: (environment: Environment) => Promise<Relay>
    patience_ms: number
    freshRelay: Relay
    address: string
  },
  { site: Site; relays: (environment: Environment) => Promise<Relay>; started: Relay }
>({
  site: [
    // Playwright reads the fixture names from this destructuring pattern, which may not be empty.
    async ({ browserName: _any }, use) => {
      const site = await startSite()
      await use(site)
      await site.stop()
    },
    { scope: 'worker' },
  ],
  /** Starts a relay with these settings, or returns the one that was started with them. */
  relays: [
    async ({ browserName: _any }, use) => {
      const started = new Map<string, Promise<Relay>>()
      await use((environment) => {
        const all = { METRICS_TOKEN, RELAY_PATIENCE_MS: String(LONG_PATIENCE_MS), ...environment }
        const key = JSON.stringify(all)
        const relay = started.get(key) ?? startRelay(all)
        started.set(key, relay)
        return relay
      })
      for (const relay of started.values()) await (await relay).stop()
    },
    { scope: 'worker' },
  ],
  started: [
    async ({ relays, site }, use) => {
      const relay = await relays({
        ALLOWED_ORIGINS: site.origin(ALLOWED_HOST),
        ALLOWED_LISTS: [...Object.values(LISTS), ...FIFTY_LISTS].join(),
      })
      await use(relay)
    },
    { scope: 'worker' },
  ],
  relay: async ({ started }, use) => {
    await clear(started)
    await use(started)
  },
  /** The relay with these settings, whose sandbox is emptied when a test first asks for it; its database is not. */
  relayWith: async ({ relays }, use) => {
    const cleared = new Set<Relay>()
    await use(async (environment) => {
      const relay = await relays(environment)
      if (!cleared.has(relay)) await clear(relay)
      cleared.add(relay)
      return relay
    })
  },
  /** A relay that no other test uses, with these settings: for tests that leave sign-ups waiting. */
  freshRelayWith: async ({ browserName: _any }, use) => {
    const started: Relay[] = []
    await use(async (environment) => {
      const relay = await startRelay({ RELAY_PATIENCE_MS: String(LONG_PATIENCE_MS), ...environment })
      started.push(relay)
      return relay
    })
    for (const relay of started) await relay.stop()
  },
  /** How long a fresh relay lets a visitor wait for the outcome. */
  patience_ms: [500, { option: true }],
  freshRelay: async ({ freshRelayWith, patience_ms }, use) =>
    use(await freshRelayWith({ RELAY_PATIENCE_MS: String(patience_ms) })),
  /** A new address in every test and run. */
  address: async ({ browserName: _any }, use) => use(`mary.${randomUUID().slice(0, 8)}@example.com`),
})

/** Empties the sandbox of a relay, once what earlier tests left waiting has been delivered: it would come back. */
async function clear({ url, sandbox }: Relay): Promise<void> {
  await sandbox.reset()
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const isIdle = async () =>
    (await (await fetch(`${url}/metrics`, { headers })).text()).includes('\nsignup_relay_waiting 0\n')
  if (await isIdle()) return
  await expect
    .poll(isIdle, { message: 'An earlier test left a sign-up waiting: give it a fresh relay.' })
    .toBe(true)
  await sandbox.reset()
}
