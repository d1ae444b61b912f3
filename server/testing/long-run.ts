/** True in `npm run test:long`; `npm test` does a short run of the same tests. npm names the script that it runs. */
export const LONG_RUN = process.env['npm_lifecycle_event'] === 'test:long'

/** How often a test with generated values runs. */
export function runs(short: number, long: number): number {
  return LONG_RUN ? long : short
}

/** How long one such test may take. */
export const LONG_TEST_MS = runs(120_000, 900_000)
