import { parseArgs } from 'node:util'
import { isEmailAddress } from '../../contract.ts'
import { isState, STATES, type State } from '../../outbox/states.ts'
import { RELAY } from '../relay-command.ts'
import { readSettingsLine, SETTINGS_USAGE, type SettingsLine } from './settings-line.ts'

export type CommandLine = { json: boolean } & (
  | { name: 'status' | 'export' | 'console' | 'connect' | 'disconnect' }
  | { name: 'outbox'; states: readonly State[]; most: number }
  | { name: 'show' | 'drop'; id: number }
  | { name: 'retry'; id: number | 'all' }
  | { name: 'consent' | 'forget'; email: string }
)
type Parsed =
  | { kind: 'line'; line: CommandLine }
  | { kind: 'help' }
  | { kind: 'init' }
  | { kind: 'settings'; line: SettingsLine }
  | { kind: 'wrong'; sentence: string }

type Name = CommandLine['name'] | 'help' | 'init' | 'settings'

/** The states of sign-ups that may still change. */
const UNSETTLED: readonly State[] = ['recorded', 'waiting', 'held', 'parked']
const MOST_LISTED = 50

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  state: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
} as const

/** The argument and the options of each command, beside --json and --help. */
const COMMANDS: Record<Name, { argument?: 'ID' | 'EMAIL' | 'WORDS'; options?: readonly string[] }> = {
  status: {},
  outbox: { options: ['state', 'limit'] },
  show: { argument: 'ID' },
  retry: { argument: 'ID', options: ['all'] },
  drop: { argument: 'ID' },
  consent: { argument: 'EMAIL' },
  forget: { argument: 'EMAIL' },
  export: {},
  console: {},
  connect: {},
  disconnect: {},
  settings: { argument: 'WORDS' },
  init: {},
  help: {},
}

export const USAGE = `Usage: ${RELAY} COMMAND [--json]

  status            show the relay's health: connection, backlog, calls today
  outbox            list sign-ups not delivered yet, oldest first
    --state STATE     only this state: ${STATES.slice(0, 4).join(', ')},
                      ${STATES.slice(4).join(', ')}
    --limit N         list at most N; default ${MOST_LISTED}
  show ID           show one sign-up and its content
  retry ID          send a parked sign-up again
    --all             retry every parked sign-up; takes no ID
  drop ID           permanently delete a waiting, held or parked sign-up
  consent EMAIL     show what this person agreed to, when, and on which page
  forget EMAIL      permanently erase everything stored about this person
  export            print every stored sign-up as one JSON object per line
  console           print a link for signing in to the console
  connect           print a link for connecting to a Constant Contact account
  disconnect        disconnect from the account; sign-ups are kept and wait
${SETTINGS_USAGE}
  init              ask for the settings, and write them into a new .env
  help              show this text

Without a COMMAND it starts the relay; --sandbox alone starts one to try, with a
sandbox in place of a Constant Contact account.

Exit codes: 0 success, 1 failure, 2 usage error.
`

/** Parses the arguments after the program's name; a usage error names what is wrong. */
export function parseCommandLine(argv: readonly string[]): Parsed {
  const read = readWords(argv)
  if (read === undefined) return wrong('Unknown option, or an option without its value.')
  const { positionals, values } = read
  const { json = false, help = false } = values
  const [name = '', ...words] = positionals
  if (help) return { kind: 'help' }
  if (!isCommand(name)) return wrong(name === '' ? 'No command given.' : `Unknown command "${name}".`)
  const { argument, options = [] } = COMMANDS[name]
  const odd = Object.keys(values).find((option) => option !== 'json' && !options.includes(option))
  if (odd !== undefined) return wrong(`${name} has no option --${odd}.`)
  const { all = false, state, limit } = values
  if (argument !== 'WORDS' && words.length !== (argument === undefined || all ? 0 : 1)) {
    const takes = argument === undefined ? 'no arguments' : `one ${argument}`
    return wrong(`${name} takes ${takes}${name === 'retry' ? ', or --all' : ''}.`)
  }
  switch (name) {
    case 'outbox': {
      if (state !== undefined && !isState(state)) return wrong(`--state must be one of ${STATES.join(', ')}.`)
      const most = limit === undefined ? MOST_LISTED : wholeNumber(limit)
      if (most === undefined) return wrong('--limit must be a whole number, 1 or more.')
      return { kind: 'line', line: { name, json, states: state === undefined ? UNSETTLED : [state], most } }
    }
    case 'show':
    case 'drop':
    case 'retry': {
      if (name === 'retry' && all) return { kind: 'line', line: { name, json, id: 'all' } }
      const id = wholeNumber(words[0] ?? '')
      return id === undefined
        ? wrong('ID must be a whole number. Run "outbox" to list ids.')
        : { kind: 'line', line: { name, json, id } }
    }
    case 'consent':
    case 'forget': {
      const [email = ''] = words
      return isEmailAddress(email.trim())
        ? { kind: 'line', line: { name, json, email } }
        : wrong('EMAIL must be a full address, like name@example.org.')
    }
    case 'settings': {
      const line = readSettingsLine(words, json)
      return typeof line === 'string' ? wrong(line) : { kind: name, line }
    }
    case 'help':
    case 'init':
      return { kind: name }
    default:
      return { kind: 'line', line: { name, json } }
  }
}

function readWords(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch {
    return undefined
  }
}

function isCommand(name: string): name is Name {
  return Object.hasOwn(COMMANDS, name)
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text)
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(number) ? number : undefined
}

function wrong(sentence: string): Parsed {
  return { kind: 'wrong', sentence }
}
