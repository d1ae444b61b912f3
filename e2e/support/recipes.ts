import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const PAPER = join(import.meta.dirname, '../../widget/README.md')

/** The first block of code below the heading `### name` in the widget's README, for a relay of the tests. */
export async function recipe(name: string, relay: { url: string }): Promise<string> {
  const text = await readFile(PAPER, 'utf8')
  const [, below = ''] = text.split(`\n### ${name}\n`)
  const [, code] = /```\w+\n(.*?)```/s.exec(below) ?? []
  if (code === undefined) throw new Error(`widget/README.md has no recipe for ${name}.`)
  return code.replaceAll('https://signup.example.org', relay.url)
}
