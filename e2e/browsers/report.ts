import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { ENGINES } from './engines.ts'

const ISOLATIONS = ['shadow', 'none', 'iframe']

/** Prints for each engine what ran and what could not, and what the browsers filled in. */
export default class EngineReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const scenarios = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => test.result().state !== 'skipped' && !isUnmeasured(test))
    const ranIn = (name: string) => scenarios.filter(({ fullName }) => fullName.startsWith(`${name} > `))
    const most = Math.max(...ENGINES.map(({ name }) => ranIn(name).length))
    const lines = ENGINES.map(({ name, find, remedy }) => {
      const ran = ranIn(name)
      if (find() === undefined)
        return `${name}: missing, so not run: ${most} scenarios. To run them, ${remedy}.`
      const passed = ran.filter((test) => test.result().state === 'passed')
      return `${versionOf(ran) ?? name}: passed ${passed.length} of ${ran.length} scenarios.`
    })
    const rows = ENGINES.map(({ name }) => [name, ...ISOLATIONS.map((kind) => autofillIn(ranIn(name), kind))])
    const table = [['autofill', ...ISOLATIONS], ISOLATIONS.concat('').map(() => '---'), ...rows]
    const printed = table.map((row) => `| ${row.join(' | ')} |`)
    console.log(['', ...lines, '', ...printed, ''].join('\n'))
  }
}

function versionOf(ran: readonly TestCase[]): string | undefined {
  return ran.map((test) => test.meta().engine).find(Boolean)
}

function isUnmeasured(test: TestCase): boolean {
  const cell = test.meta().autofill
  return cell !== undefined && cell.result === undefined && test.result().state === 'passed'
}

function autofillIn(ran: readonly TestCase[], isolation: string): string {
  const cells = ran.flatMap((test) => test.meta().autofill ?? [])
  return cells.find((cell) => cell.isolation === isolation)?.result ?? 'not measured here'
}
