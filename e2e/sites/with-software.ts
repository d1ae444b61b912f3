import { expect, test } from '../support/fixtures.ts'
import type { Software } from './software.ts'

/** Defines scenarios if the software is installed; otherwise they are named at the end of the run. */
export function withSoftware({ name, missing, remedy }: Software, define: () => void): void {
  const what = missing()
  if (what === undefined) test.describe(name, define)
  // With ALL_SITES a missing one is a failure.
  else if (process.env['ALL_SITES']) test(name, () => expect(what, remedy).toBeUndefined())
}
