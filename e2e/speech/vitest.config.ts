import { defineConfig } from 'vitest/config'

/** What a screen reader says of the form: `npm run test:speech`. */
export default defineConfig({
  test: {
    include: ['e2e/speech/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/speech/setup.ts',
    testTimeout: 300_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
})
