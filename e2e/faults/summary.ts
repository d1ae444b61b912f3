import type { UserConsoleLog } from 'vitest'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

const SIGNS = { passed: '✓', failed: '×', skipped: '-', pending: '?' } as const

/** Prints at the end, after the faults of those that failed, a line for each test, its time, and what it measured. */
export class Summary implements Reporter {
  readonly #measured = new Map<string, string>()

  onUserConsoleLog({ taskId, content }: UserConsoleLog): void {
    if (taskId !== undefined) this.#measured.set(taskId, (this.#measured.get(taskId) ?? '') + content)
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    // The reporter before this one prints in the same turn.
    setImmediate(() => process.stdout.write(`\n${tests.map((test) => this.#lines(test)).join('')}\n`))
  }

  #lines(test: TestCase): string {
    const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(0)
    const measured = this.#measured.get(test.id)?.trimEnd().replaceAll(/^/gm, '         ')
    const line = `${SIGNS[test.result().state]} ${seconds.padStart(5)} s  ${test.module.relativeModuleId}: ${test.fullName}\n`
    return measured === undefined ? line : `${line}${measured}\n`
  }
}
