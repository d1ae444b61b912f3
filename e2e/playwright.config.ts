import { defineConfig } from 'playwright/test'
import { CHROMIUM_ARGUMENTS, findChromium, findTestBrowser } from './support/browser.ts'

const launched = (path: string | undefined) => ({
  launchOptions: { args: CHROMIUM_ARGUMENTS, ...(path !== undefined && { executablePath: path }) },
})

/** Every worker runs a relay and a sandbox of its own, so that tests in parallel do not meet. */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'scenarios', testMatch: '*.spec.ts' },
    { name: 'bench', testMatch: 'bench/widget/*.bench.ts', use: launched(findChromium()) },
    { name: 'flood', testMatch: 'attackers/robots.spec.ts' },
    { name: 'schema', testMatch: 'schema/*.schema.ts' },
    { name: 'blocked', testMatch: 'blocked/*.blocked.ts', fullyParallel: false },
    { name: 'picture', testMatch: 'tools/picture.ts' },
    { name: 'sheets', testMatch: 'sheets/*.sheet.ts' },
  ],
  outputDir: '../test-results',
  globalSetup: './support/browser-setup.ts',
  fullyParallel: true,
  // More than processors: scenarios wait for pages and for seconds to pass.
  workers: 4,
  retries: 0,
  // A slow machine is no failure; what hangs still ends.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    actionTimeout: 30_000,
    ...launched(findTestBrowser()),
    locale: 'en-GB',
  },
})
