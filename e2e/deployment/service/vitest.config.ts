import { defineConfig } from 'vitest/config'

/** `npm run test:service`: the units of systemd, which need not be the init system of this machine. */
export default defineConfig({
  test: { include: ['e2e/deployment/service/*.test.ts'], environment: 'node', testTimeout: 60_000 },
})
