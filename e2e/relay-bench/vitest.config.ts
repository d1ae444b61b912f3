import { defineConfig } from 'vitest/config'

/** Benchmarks of the relay, one after another: each wants the machine for itself. */
export default defineConfig({
  test: {
    include: ['e2e/relay-bench/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/relay-bench/build-variants.ts',
    testTimeout: 900_000,
    fileParallelism: false,
    reporters: ['default'],
    disableConsoleIntercept: true,
  },
})
