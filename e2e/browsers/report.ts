import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { ENGINES } from './engines.ts'

/** Says at the end, engine by engine, what ran and what could not. */
export default class EngineReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const scenarios = modules.flatMap((module) => [...module.children.allTests()])
    const inEngine = (name: string) => scenarios.filter(({ fullName }) => fullName.startsWith(`${name} > `))
    const most = Math.max(...ENGINES.map(({ name }) => inEngine(name).length))
    const lines = ENGINES.map(({ name, find, remedy }) => {
      const ran = inEngine(name)
      if (find() === undefined) return `${name}: missing, ${most} scenarios not run; ${remedy}.`
      const engine = ran.map((test) => test.meta().engine).find(Boolean) ?? name
      return `${engine}: ${ran.filter(passed).length} of ${ran.length} scenarios passed.`
    })
    console.log(`\n${lines.join('\n')}\n`)
  }
}

function passed(test: TestCase): boolean {
  return test.result().state === 'passed'
}
