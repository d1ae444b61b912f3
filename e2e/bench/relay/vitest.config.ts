import { defineConfig } from 'vitest/config'

/** Benchmarks of the relay, one after another: each wants the machine for itself. */
export default defineConfig({
  test: {
    include: ['e2e/bench/relay/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/bench/relay/build-variants.ts',
    testTimeout: 900_000,
    fileParallelism: false,
    reporters: ['default'],
    disableConsoleIntercept: true,
  },
})
