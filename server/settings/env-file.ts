import { parseEnv } from 'node:util'
import { RELAY_USER } from '../http/relay-user.ts'
import { readTextFile } from './text-file.ts'

type EnvFile =
  | { kind: 'variables'; variables: Record<string, string | undefined> }
  | { kind: 'faults'; faults: string[] }

/**
 * Reads a file of `NAME=value` lines in UTF-8, with or without a byte order mark; a missing file has no variables. The
 * faults repeat no value, which may be a secret.
 */
export function readEnvFile(path: string): EnvFile {
  const file = readTextFile(path)
  if ('fault' in file && file.fault !== 'ENOENT') return { kind: 'faults', faults: [unreadable(file.fault)] }
  const text = 'text' in file ? file.text : ''
  // A colour would be taken for a comment.
  const variables = parseEnv(text.replace(/^(\s*(?:export\s+)?BRAND_ACCENT\s*=\s*)#/m, '$1'))
  const odd = Object.keys(variables).filter((name) => !/^[a-z_][\w.-]*$/i.test(name))
  const { before, atEnd } = nonsenseIn(text)
  const places = [...new Set([...odd, ...before].map(readable))].map((name) => `at or just before ${name}`)
  if (atEnd) places.push('at its end')
  const faults = places.map((place) => `.env has a line that is not NAME=value, ${place}`)
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'variables', variables }
}

/**
 * Where a line is no `NAME=value`: the lines that follow one, and whether it is the last. Node leaves it out without a word,
 * but Node 20, which joins it to the next name.
 */
function nonsenseIn(text: string): { before: string[]; atEnd: boolean } {
  const lines = text.replace(/(=[ \t]*)(["'`])[\s\S]*?\2/g, '$1').split('\n')
  const said = lines.filter((line) => /^\s*[^\s#]/.test(line))
  const isNonsense = (line = 'A=') => !/^\s*[^\s=][^=]*=/.test(line)
  return {
    before: said.filter((line, i) => !isNonsense(line) && isNonsense(said[i - 1])),
    atEnd: isNonsense(said.at(-1)),
  }
}

/** The name alone, without the line that Node 20 has joined to it. */
function readable(text: string): string {
  const [name = ''] = text.split('\n').at(-1)?.split('=') ?? []
  return name.replace(/^\s*export\s/, '').replace(/[^\x21-\x7e]/g, '')
}

function unreadable(fault: string): string {
  return fault === 'not UTF-8'
    ? '.env is not UTF-8: save it as UTF-8'
    : `.env cannot be read (${fault}): let ${RELAY_USER} read it, or remove it`
}
