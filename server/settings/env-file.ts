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
  const faults = Object.keys(variables)
    .filter((name) => !/^[a-z_][\w.-]*$/i.test(name))
    .map((name) => `.env has a line that is not NAME=value, at or just before ${readable(name)}`)
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'variables', variables }
}

/** The last line only: Node joins a line without `=` to the next name. */
function readable(name: string): string {
  return (name.split('\n').at(-1) ?? name).replace(/[^\x21-\x7e]/g, '')
}

function unreadable(fault: string): string {
  return fault === 'not UTF-8'
    ? '.env is not UTF-8: save it as UTF-8'
    : `.env cannot be read (${fault}): let ${RELAY_USER} read it, or remove it`
}
