import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const README = join(import.meta.dirname, '../../README.md')

/** The first block of code behind `**name**` in the README, for a relay of the tests. */
export async function recipe(name: string, relay: { url: string }): Promise<string> {
  const text = await readFile(README, 'utf8')
  const [, behind = ''] = text.split(`\n**${name}**`)
  const [, code] = /```\w+\n(.*?)```/s.exec(behind) ?? []
  if (code === undefined) throw new Error(`The README has no recipe for ${name}.`)
  return code.replaceAll('https://signup.example.org', relay.url)
}
