import { expect, test } from '../support/fixtures.ts'
import type { Software } from './software.ts'

/** Defines scenarios where the software is here; where it is not, they are named at the end of the run. */
export function withSoftware({ name, missing, remedy }: Software, define: () => void): void {
  const what = missing()
  if (what === undefined) test.describe(name, define)
  // Whoever wants all sites hears of a missing one as a failure.
  else if (process.env['ALL_SITES']) test(name, () => expect(what, remedy).toBeUndefined())
}
