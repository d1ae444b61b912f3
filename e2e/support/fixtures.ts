import { randomUUID } from 'node:crypto'
import { test as base } from 'playwright/test'
import { FIFTY_LISTS, LISTS } from './embed.ts'
import { type Relay, startRelay } from './relay.ts'
import { type Site, startSite } from './site.ts'

export { expect } from 'playwright/test'

/** A host, beside localhost and 127.0.0.1, whose pages may embed; it is not a secure context. */
export const ALLOWED_HOST = 'bakery.example'

/** Longer than a slow machine needs, for tests of what the visitor reads. */
export const LONG_PATIENCE_MS = 8_000

/** A relay, its sandbox and a website for each worker; the sandbox is reset for each test. */
export const test = base.extend<
  { relay: Relay; freshRelay: Relay; patience_ms: number; address: string },
  { started: Relay; site: Site }
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
  started: [
    async ({ site }, use) => {
      const relay = await startRelay({
        ALLOWED_ORIGINS: site.origin(ALLOWED_HOST),
        ALLOWED_LISTS: [...Object.values(LISTS), ...FIFTY_LISTS].join(),
      })
      await use(relay)
      await relay.stop()
    },
    { scope: 'worker', timeout: 30_000 },
  ],
  relay: async ({ started }, use) => {
    await started.sandbox.reset()
    await use(started)
  },
  /** How long a fresh relay lets a visitor wait for the outcome. */
  patience_ms: [500, { option: true }],
  /** A relay that no other test uses, with a short patience: for tests that leave sign-ups waiting. */
  freshRelay: async ({ patience_ms }, use) => {
    const relay = await startRelay({ RELAY_PATIENCE_MS: String(patience_ms) })
    await use(relay)
    await relay.stop()
  },
  /** A new address in every test and run. */
  address: async ({ relay: _relay }, use) => use(`mary.${randomUUID().slice(0, 8)}@example.com`),
})
