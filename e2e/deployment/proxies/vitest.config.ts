import { defineConfig } from 'vitest/config'
import { Summary } from '../../faults/summary.ts'

const MINUTE_MS = 60_000

/** Real proxies and caches in front of the built relay. */
export default defineConfig({
  test: {
    include: ['e2e/deployment/proxies/*.test.ts'],
    environment: 'node',
    globalSetup: ['e2e/deployment/proxies/software-setup.ts', 'server/testing/postgres-setup.ts'],
    testTimeout: 5 * MINUTE_MS,
    hookTimeout: 5 * MINUTE_MS,
    fileParallelism: false,
    silent: 'passed-only',
    reporters: ['verbose', new Summary()],
  },
})
