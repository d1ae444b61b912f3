import { defineConfig } from 'playwright/test'
import shared from '../playwright.config.ts'

/** Sites built with the real software, one after another: each runs its own servers. */
export default defineConfig({
  ...shared,
  projects: [{ name: 'sites' }],
  testDir: '.',
  testMatch: '*.site.ts',
  outputDir: '../../test-results',
  globalSetup: ['../support/browser-setup.ts', './setup.ts'],
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['./report.ts']],
})
