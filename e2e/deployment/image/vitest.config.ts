import { defineConfig } from 'vitest/config'

const MINUTE_MS = 60_000

/** `npm run test:image`: the image of the Dockerfile, in real containers. The first run makes what it is built on. */
export default defineConfig({
  test: {
    include: ['e2e/deployment/image/*.test.ts'],
    environment: 'node',
    globalSetup: 'e2e/deployment/image/setup.ts',
    testTimeout: 10 * MINUTE_MS,
    hookTimeout: 10 * MINUTE_MS,
    fileParallelism: false,
    reporters: ['verbose'],
  },
})
