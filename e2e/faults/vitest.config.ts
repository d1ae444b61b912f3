import { defineConfig } from 'vitest/config'
import { Summary } from './summary.ts'

const MINUTE_MS = 60_000

/**
 * Long tests that kill real processes, on databases that sync every commit to disk. Some compare times, so they need a machine
 * that does nothing else.
 */
export default defineConfig({
  test: {
    include: ['e2e/faults/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/faults/postgres-setup.ts',
    testTimeout: 45 * MINUTE_MS,
    hookTimeout: MINUTE_MS,
    // These tests mostly wait, for leases and for the rate limit.
    maxConcurrency: 4,
    // One file at a time, because some measure memory or times.
    fileParallelism: false,
    silent: 'passed-only',
    reporters: ['verbose', new Summary()],
  },
})
