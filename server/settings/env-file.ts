import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

type Faults = { kind: 'faults'; faults: string[] }
type EnvFile = { kind: 'variables'; variables: Record<string, string | undefined> } | Faults

/**
 * Reads a file of `NAME=value` lines in UTF-8, with or without a byte order mark; a missing file has no variables. The
 * faults repeat no value, which may be a secret.
 */
export function readEnvFile(path: string): EnvFile {
  const text = textOf(path)
  if (text.kind === 'faults') return text
  const variables = parseEnv(text.text)
  const faults = Object.keys(variables)
    .filter((name) => !/^[a-z_][\w.-]*$/i.test(name))
    .map((name) => `.env has a line that is not NAME=value, at or just before ${readable(name)}`)
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'variables', variables }
}

/** The last line only: Node joins a line without `=` to the next name. */
function readable(name: string): string {
  return (name.split('\n').at(-1) ?? name).replace(/[^\x21-\x7e]/g, '')
}

function textOf(path: string): { kind: 'text'; text: string } | Faults {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    if (code === 'ENOENT') return { kind: 'text', text: '' }
    return fault(`.env cannot be read (${code}): let the relay’s user read it, or remove it`)
  }
  try {
    // Drops a byte order mark.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return { kind: 'text', text }
  } catch {
    // Reported below.
  }
  return fault('.env is not UTF-8: save it as UTF-8')
}

function fault(sentence: string): Faults {
  return { kind: 'faults', faults: [sentence] }
}
