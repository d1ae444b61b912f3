import { defineConfig } from 'vitest/config'

/** What users will install, on every Node that is supported. It needs npm's registry. */
export default defineConfig({
  test: {
    include: ['e2e/deployment/packages/*.test.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    expect: { poll: { timeout: 60_000 } },
    reporters: ['verbose'],
  },
})
