import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectInlineConfiguration, type ViteUserConfig } from 'vitest/config'
import { shared } from './vite.config.ts'

export default defineConfig(
  async (): Promise<ViteUserConfig> => ({
    ...shared(),
    test: {
      // A slow machine is no failure; what hangs still ends.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 60_000 } },
      // A quarter of the time a worker waits, for PostgreSQL or a time that has to pass, so four keep two processors busy.
      maxWorkers: Math.max(4, availableParallelism()),
      projects: [
        {
          extends: true,
          test: {
            name: 'widget',
            include: ['widget/**/*.test.{ts,tsx}'],
            exclude: ['**/*.browser.test.{ts,tsx}'],
            environment: 'happy-dom',
            setupFiles: 'widget/testing/patience.ts',
          },
        },
        await inBrowser(),
        {
          extends: true,
          test: {
            name: 'server',
            include: ['server/**/*.test.{ts,tsx}'],
            environment: 'node',
            // Loads what the files import once for each worker, not once for each file.
            isolate: false,
            globalSetup: 'server/testing/postgres-setup.ts',
          },
        },
      ],
    },
  }),
)

/** The widget's tests that need a real browser: happy-dom gets controls and copied nodes wrong. */
async function inBrowser(): Promise<TestProjectInlineConfiguration> {
  const { playwright } = await import('@vitest/browser-playwright')
  const { CHROMIUM_ARGUMENTS, findTestBrowser, installTestBrowser } = await import('./e2e/support/browser.ts')
  installTestBrowser()
  const executablePath = findTestBrowser()
  return {
    extends: true,
    test: {
      name: 'widget in a browser',
      include: ['widget/**/*.browser.test.{ts,tsx}'],
      setupFiles: 'widget/testing/patience.ts',
      browser: {
        enabled: true,
        headless: true,
        // Forms of several files would compete for the focus. Above, it would also let them wait for all other tests.
        fileParallelism: false,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: CHROMIUM_ARGUMENTS, ...(executablePath && { executablePath }) },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  }
}
