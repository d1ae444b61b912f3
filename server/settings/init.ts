import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { RELAY_USER } from '../http/relay-user.ts'
import { RELAY } from '../operator/relay-command.ts'
import { aboutSetting, REQUIRED_SETTINGS, SETTINGS_TABLE, type SettingName } from './table.ts'

/** What it asks for, in this order. The other settings can be written into the file later. */
const ASKED = [
  'PUBLIC_URL',
  'PORT',
  'DATABASE_URL',
  'ALLOWED_ORIGINS',
  'CTCT_CLIENT_ID',
  'CTCT_CLIENT_SECRET',
  'ALLOWED_LISTS',
  'EXISTING_CONTACTS',
] as const satisfies SettingName[]
/** The ids are first seen on the page after connecting. */
const NO_LIST = '00000000-0000-4000-8000-000000000000'

type Terminal = {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  out: NodeJS.WritableStream
  err: NodeJS.WritableStream
}

/**
 * Asks for what a relay needs to run, makes a `SECRET_KEY`, and writes both into the file `path`, which only this user may
 * read. Resolves to the exit code: 1 without a terminal, if there is a file already, or if the terminal closes in between.
 */
export async function init(path: string, { input, out, err }: Terminal): Promise<0 | 1> {
  const obstacle = input.isTTY
    ? obstacleAt(path)
    : `init asks questions, so it needs a terminal: write ${path} yourself`
  if (obstacle !== undefined) {
    err.write(`${obstacle}.\n`)
    return 1
  }
  const lines = createInterface({ input, output: out })
  const gone = new AbortController()
  lines.once('close', () => gone.abort())
  try {
    const values = [`SECRET_KEY=${randomBytes(32).toString('hex')}`]
    for (const name of ASKED) {
      let answer = await lines.question(questionOf(name), { signal: gone.signal })
      for (let fault = faultOf(name, answer); fault !== undefined; fault = faultOf(name, answer))
        answer = await lines.question(`${name} ${fault}\n> `, { signal: gone.signal })
      const value = answer.trim() || (name === 'ALLOWED_LISTS' ? NO_LIST : '')
      if (value !== '') values.push(`${name}=${value}`)
    }
    writeFileSync(path, `${values.join('\n')}\n`, { flag: 'wx', mode: 0o600 })
    out.write(
      `\nWrote ${path}, with a new SECRET_KEY: keep a copy of that. To start: ${RELAY.replace(/ --$/, '')}\n`,
    )
    return 0
  } catch (error) {
    if (!gone.signal.aborted) throw error
    err.write('\nNothing was written.\n')
    return 1
  } finally {
    lines.close()
  }
}

function obstacleAt(path: string): string | undefined {
  if (existsSync(path)) return `${path} is there already, and is never overwritten: edit it, or move it away`
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch {
    return `${path} cannot be written: let ${RELAY_USER} write this folder, or run init in another`
  }
  return undefined
}

function questionOf(name: (typeof ASKED)[number]): string {
  const unknown = name === 'ALLOWED_LISTS' ? '; leave it empty until the relay shows them' : ''
  return `\n${name}: ${aboutSetting(name).description}${unknown}\n> `
}

/** What is wrong with an answer. Node, Docker and systemd read some characters of a value without quotes differently. */
function faultOf(name: (typeof ASKED)[number], answer: string): string | undefined {
  const value = answer.trim()
  if (value === '')
    return name !== 'ALLOWED_LISTS' && REQUIRED_SETTINGS.some((other) => other === name)
      ? 'is required'
      : undefined
  if (/[#'"`\\$]/.test(value)) return 'may not have any of # \' " ` \\ $ in a file'
  return SETTINGS_TABLE.shape[name].safeParse(value).error?.issues[0]?.message
}
