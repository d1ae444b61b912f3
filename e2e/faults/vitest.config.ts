import { defineConfig } from 'vitest/config'

const MINUTE_MS = 60_000

/** The trials that take long: they kill real processes, on databases that wait for the disk. */
export default defineConfig({
  test: {
    include: ['e2e/faults/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/faults/postgres-setup.ts',
    testTimeout: 45 * MINUTE_MS,
    hookTimeout: MINUTE_MS,
    // The trials mostly wait, for leases and for the pace.
    maxConcurrency: 4,
    reporters: ['verbose'],
  },
})
