import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright/test'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * The violations that axe finds in a page or frame, including shadow roots, or within a selector: a line for each rule,
 * with the elements that break it. The page's context must bypass its content security policy, since axe is injected as
 * a script. Axe need not load style sheets and media again: only rules about turned screens and sounds read them.
 */
export async function violations(page: Page | Frame, within?: string): Promise<string[]> {
  const context = within === undefined ? 'document' : JSON.stringify(within)
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(`${SOURCE};0`)
  return page.evaluate<
    string[]
  >(`axe.run(${context}, { resultTypes: ['violations'], preload: false }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => id + ': ' + help + ' ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`)
}
