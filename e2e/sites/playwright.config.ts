import { defineConfig } from 'playwright/test'
import shared from '../playwright.config.ts'

/** Sites made with the software itself, one after another: each runs servers of its own. */
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
