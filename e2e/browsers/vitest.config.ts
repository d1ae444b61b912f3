import { defineConfig } from 'vitest/config'

/** The core scenarios in every engine of this machine, one after another: each browser needs a processor to itself. */
export default defineConfig({
  test: {
    include: ['e2e/browsers/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/browsers/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ['verbose', 'e2e/browsers/report.ts'],
  },
})
