import type { FullConfig, Reporter, Suite, TestCase } from 'playwright/types/testReporter'
import { ALL_SOFTWARE } from './all-software.ts'

/** Prints for each software what ran and what could not. */
export default class SoftwareReport implements Reporter {
  private tests: TestCase[] = []

  onBegin(_config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests()
  }

  onEnd(): void {
    const lines = ALL_SOFTWARE.map(({ name, missing, version, remedy }) => {
      const what = missing()
      if (what !== undefined) return `${name}: ${what} is missing, so not run. To run it, ${remedy}.`
      const ran = this.tests.filter((test) => test.titlePath().includes(name))
      const passed = ran.filter((test) => test.ok())
      return `${name} (${version()}): passed ${passed.length} of ${ran.length} scenarios.`
    })
    console.log(['', ...lines, ''].join('\n'))
  }
}
