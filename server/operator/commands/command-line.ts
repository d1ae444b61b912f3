import { parseArgs } from 'node:util'
import { isEmailAddress } from '../../contract.ts'
import { isState, STATES, type State } from '../../outbox/states.ts'

/** What an operator typed, once it is known to make sense. */
export type CommandLine = { json: boolean } & (
  | { name: 'status' | 'export' | 'connect' | 'disconnect' }
  | { name: 'outbox'; states: readonly State[]; most: number }
  | { name: 'show' | 'drop'; id: number }
  | { name: 'retry'; id: number | 'all' }
  | { name: 'consent' | 'forget'; email: string }
)
export type Parsed =
  | { kind: 'line'; line: CommandLine }
  | { kind: 'help' }
  | { kind: 'wrong'; sentence: string }

type Name = CommandLine['name'] | 'help'

/** Those that something may still happen to. */
const UNSETTLED: readonly State[] = ['recorded', 'waiting', 'held', 'parked']
const MOST_LISTED = 50

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  state: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
} as const
type Option = keyof typeof OPTIONS

/** The options of each command beside --json and --help, and how many words follow it. */
const COMMANDS = {
  status: { options: [], words: 0 },
  outbox: { options: ['state', 'limit'], words: 0 },
  show: { options: [], words: 1 },
  retry: { options: ['all'], words: 1 },
  drop: { options: [], words: 1 },
  consent: { options: [], words: 1 },
  forget: { options: [], words: 1 },
  export: { options: [], words: 0 },
  connect: { options: [], words: 0 },
  disconnect: { options: [], words: 0 },
  help: { options: [], words: 0 },
} as const satisfies Record<Name, { options: readonly Option[]; words: number }>

export const USAGE = `Usage: npm run relay -- COMMAND [--json]

  status            how the relay is: connection, what waits, calls of the day
  outbox            sign-ups that are not delivered yet, the oldest first
    --state STATE     only those: ${STATES.slice(0, 4).join(', ')},
                      ${STATES.slice(4).join(', ')}
    --limit N         at most N; otherwise ${MOST_LISTED}
  show ID           one sign-up with everything that it says
  retry ID          send a parked sign-up again; --all: every parked one
  drop ID           throw away a sign-up that waits, is held or parked, for good
  consent EMAIL     what somebody agreed to, when, and where it stood
  forget EMAIL      erase all that is kept of somebody, for good
  export            every sign-up that is still kept, one JSON object a line
  connect           a link by which the owner connects the relay to an account
  disconnect        forget the connection; sign-ups are kept and wait
  help              this text

It ends with 0 when done, 1 when not done, 2 when it was asked wrongly.
`

/** Reads the words after the program's name. Whatever does not fit is named. */
export function parseCommandLine(argv: readonly string[]): Parsed {
  const read = readWords(argv)
  if (read === undefined) return wrong('That option is not known, or lacks its value.')
  const { positionals, values } = read
  const { json = false, help = false } = values
  const [name = '', ...words] = positionals
  if (help) return { kind: 'help' }
  if (!isCommand(name)) return wrong(name === '' ? 'Name a command.' : `There is no command "${name}".`)
  const given = Object.keys(values).filter((option) => option !== 'json')
  const allowed: readonly string[] = COMMANDS[name].options
  const odd = given.find((option) => !allowed.includes(option))
  if (odd !== undefined) return wrong(`${name} has no option --${odd}.`)
  const { all = false, state, limit } = values
  if (words.length !== (all ? 0 : COMMANDS[name].words)) return wrong(wordsWanted(name))
  switch (name) {
    case 'outbox': {
      if (state !== undefined && !isState(state)) return wrong(`The states are ${STATES.join(', ')}.`)
      const most = limit === undefined ? MOST_LISTED : wholeNumber(limit)
      if (most === undefined) return wrong('--limit is a whole number from 1.')
      return { kind: 'line', line: { name, json, states: state === undefined ? UNSETTLED : [state], most } }
    }
    case 'show':
    case 'drop':
    case 'retry': {
      if (name === 'retry' && all) return { kind: 'line', line: { name, json, id: 'all' } }
      const id = wholeNumber(words[0] ?? '')
      return id === undefined
        ? wrong('An ID is a whole number; outbox shows them.')
        : { kind: 'line', line: { name, json, id } }
    }
    case 'consent':
    case 'forget': {
      const [email = ''] = words
      return isEmailAddress(email.trim())
        ? { kind: 'line', line: { name, json, email } }
        : wrong('An EMAIL is a whole address, like name@example.org.')
    }
    case 'help':
      return { kind: 'help' }
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

function wordsWanted(name: Name): string {
  if (name === 'retry') return 'retry takes one ID, or --all.'
  if (COMMANDS[name].words === 0) return `${name} takes nothing more.`
  return `${name} takes one ${name === 'consent' || name === 'forget' ? 'EMAIL' : 'ID'}.`
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
