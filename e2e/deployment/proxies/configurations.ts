import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type ProxyName = 'nginx' | 'caddy' | 'haproxy' | 'apache'
export const PROXIES: readonly ProxyName[] = ['nginx', 'caddy', 'haproxy', 'apache']

const PAPER = readFileSync(join(import.meta.dirname, '../../../server/README.md'), 'utf8')

/** The configuration that the relay's README gives for a proxy. */
export function givenConfiguration(name: ProxyName): string {
  return found(new RegExp(`^\`\`\`${name}\\n(.*?)^\`\`\``, 'ms'), `a configuration for ${name}`)[1] ?? ''
}

/** The same with the change that the README names for a relay under a path. */
export function configurationUnderPath(name: ProxyName): string {
  const row = found(new RegExp(`^\\| ${name} \\| \`(.+?)\` \\| \`(.+?)\` \\|$`, 'im'), `a path for ${name}`)
  return replaceIn(givenConfiguration(name), [[row[1] ?? '', row[2] ?? '']])
}

/** The modules that the README has Apache load. */
export function apacheModules(): string[] {
  return (found(/`a2enmod ([\w ]+)`/, 'the modules of Apache')[1] ?? '').split(' ')
}

/** Replaces texts, each of which must be there. */
export function replaceIn(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The configuration has no ${from}:\n${before}`)
    return before.replaceAll(from, to)
  }, text)
}

function found(pattern: RegExp, what: string): RegExpExecArray {
  const match = pattern.exec(PAPER)
  if (match === null) throw new Error(`server/README.md no longer gives ${what}`)
  return match
}
