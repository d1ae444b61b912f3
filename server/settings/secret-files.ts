import { RELAY_USER } from '../http/relay-user.ts'
import type { Fault } from './rules.ts'
import { aboutSetting, SETTING_NAMES } from './table.ts'
import { readTextFile } from './text-file.ts'

type Environment = Record<string, string | undefined>

/** The variables that name the file of a secret. */
export const SECRET_FILES = SETTING_NAMES.filter((name) => aboutSetting(name).secret).map(fileSetting)

function fileSetting(name: string): string {
  return `${name}_FILE`
}

/**
 * Reads the secrets that are in files, as Docker, Kubernetes and systemd hand them over: `SECRET_KEY_FILE=/run/secrets/key`.
 * Line ends after a secret are not part of it. A fault names the file and the remedy, and repeats nothing of its content.
 */
export function readSecretFiles(environment: Environment): {
  values: Environment
  faults: Fault[]
} {
  const values: Environment = {}
  const faults: Fault[] = []
  for (const name of SETTING_NAMES) {
    const variable = fileSetting(name)
    const path = environment[variable]
    if (!path?.trim()) continue
    const fault = (sentence: string) => void faults.push({ name, sentence })
    if (!SECRET_FILES.includes(variable)) {
      // HOST_FILE and the like may be another program's.
      if (!name.includes('_')) continue
      fault(`${variable} is not read, because only secrets are read from files: set ${name}`)
      continue
    }
    const secret = secretIn(path)
    if (environment[name]?.trim()) fault(`${name} and ${variable} are both set: remove one of them`)
    else if ('fault' in secret) fault(`${variable} names ${path}, which ${secret.fault}`)
    else values[name] = secret.text
  }
  return { values, faults }
}

function secretIn(path: string): { text: string } | { fault: string } {
  const file = readTextFile(path)
  if ('fault' in file) return { fault: FAULTS[file.fault] ?? `cannot be read (${file.fault})` }
  const text = file.text.replace(/[\r\n]+$/, '')
  if (text.trim() === '') return { fault: 'is empty: write the secret into it' }
  return /[\r\n]/.test(text) ? { fault: 'has several lines: write the secret as a single line' } : { text }
}

const MISSING = 'does not exist: create it, or correct the path'
const FORBIDDEN = `the relay may not read: let ${RELAY_USER} read it`
const FAULTS: Record<string, string> = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  EISDIR: 'is a folder: name the file (Docker makes a folder where the file to mount is missing)',
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  'not UTF-8': 'is not UTF-8: save it as UTF-8',
}
