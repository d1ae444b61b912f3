import { defineConfig } from 'playwright/test'
import { CHROMIUM_ARGUMENTS, findTestBrowser } from './support/browser.ts'

const executablePath = findTestBrowser()

/** Every worker runs a relay and a sandbox of its own, so that tests in parallel do not meet. */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'scenarios', testMatch: '*.spec.ts' },
    { name: 'bench', testMatch: 'bench/widget/*.bench.ts' },
    { name: 'flood', testMatch: 'attackers/robots.spec.ts' },
    { name: 'schema', testMatch: 'schema/*.schema.ts' },
    { name: 'picture', testMatch: 'tools/picture.ts' },
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
    launchOptions: { args: CHROMIUM_ARGUMENTS, ...(executablePath === undefined ? {} : { executablePath }) },
    locale: 'en-GB',
  },
})
