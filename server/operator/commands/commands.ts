import { STORE_FAULTS, StoreError } from '../../store/database.ts'
import type { ConditionParts } from '../condition.ts'
import { signUps } from '../format.ts'
import type { NotDone, OutboxAdmin } from '../outbox-admin.ts'
import { storeFault } from '../probe.ts'
import { consentRecord, shownRecord, signUpRecord } from '../records.ts'
import { RELAY } from '../relay-command.ts'
import { type CommandLine, parseCommandLine, USAGE } from './command-line.ts'
import type { SettingsLine } from './settings-line.ts'
import { consentsText, listText, showText } from './sign-up-text.ts'
import { statusRecord, statusText } from './status-text.ts'
import { json, type Output, ReaderGone, write } from './terminal.ts'

/** The exit code of a command: success, failure, or usage error. */
type ExitCode = 0 | 1 | 2

/** Where a command writes its result, and where it writes errors. */
type Outputs = { out: Output; err: Output }

export type CommandedOutbox = Pick<
  OutboxAdmin,
  'list' | 'show' | 'retry' | 'retryAll' | 'drop' | 'export' | 'consents' | 'forget'
>

/** `hint`: how to open a link that works on the relay's own machine only. */
export type ConsoleLink =
  | { kind: 'link'; link: string; hint?: string | undefined }
  | { kind: 'off'; sentence: string }

type Works = ConditionParts & {
  now: () => number
  /** False until the owner has given what a relay needs. */
  isSetUp: boolean
  outboxAdmin: CommandedOutbox
  /** A fresh link that works once, for an hour. */
  connectLink: () => Promise<string>
  /** The same for the console, and how to open it from elsewhere; or why there is no console. */
  consoleLink: () => Promise<ConsoleLink>
  disconnect: () => Promise<void>
  close: () => Promise<void>
}

type Parts = Outputs & Works

/**
 * Runs the command in `argv` (without program and script). The result goes to `out`, everything else to `err`.
 * `others`: commands that are not about the running relay. They, usage errors and help never call `open`, so they need
 * no settings.
 */
export async function runCommand(
  argv: readonly string[],
  { out, err }: Outputs,
  open: () => Promise<Works>,
  others: { init: () => Promise<ExitCode>; settings: (line: SettingsLine) => Promise<ExitCode> },
): Promise<ExitCode> {
  // A reader that closes the pipe is not an error; the next write notices.
  out.on('error', () => undefined)
  const parsed = parseCommandLine(argv)
  if (parsed.kind === 'wrong') {
    await write(err, `${parsed.sentence}\n\n${USAGE}`)
    return 2
  }
  let works: Works | undefined
  try {
    if (parsed.kind === 'help') {
      await write(out, USAGE)
      return 0
    }
    if (parsed.kind === 'init') return await others.init()
    if (parsed.kind === 'settings') return await others.settings(parsed.line)
    works = await open()
    return await run(parsed.line, { out, err, ...works })
  } catch (error) {
    if (error instanceof ReaderGone) return 0
    // The caller reports why opening failed.
    const isOpening = works === undefined && parsed.kind === 'line'
    if (isOpening || !(error instanceof StoreError)) throw error
    await write(err, `Failed: ${STORE_FAULTS[error.fault]}.\n`)
    return 1
  } finally {
    await works?.close()
  }
}

async function run(line: CommandLine, parts: Parts): Promise<ExitCode> {
  const { out, now, outboxAdmin, maxWaiting } = parts
  const say = async (text: string, record: Record<string, unknown>): Promise<ExitCode> => {
    await write(out, line.json ? json(record) : text)
    return 0
  }
  switch (line.name) {
    case 'status': {
      if (!parts.isSetUp) return say(NOT_SET_UP, { status: 'down', reason: 'not_set_up' })
      const facts = await parts.facts()
      const fault = await storeFault(parts.probe)
      return say(statusText(facts, maxWaiting, fault), statusRecord(facts, maxWaiting, fault))
    }
    case 'outbox': {
      // Reading one more than is shown tells whether there are more.
      const found = await outboxAdmin.list(line.states, line.most + 1)
      const listed = found.slice(0, line.most)
      const more = found.length > listed.length
      return say(listText(listed, more, now()), { signups: listed.map(signUpRecord), more })
    }
    case 'show': {
      const shown = await outboxAdmin.show(line.id)
      return shown === undefined
        ? notDone({ kind: 'not_found' }, line.id, parts)
        : say(showText(shown, now()), shownRecord(shown))
    }
    case 'retry': {
      if (line.id === 'all') {
        const count = await outboxAdmin.retryAll()
        return say(`${signUps(count)} will be sent again.\n`, { retried: count })
      }
      const result = await outboxAdmin.retry(line.id)
      if (result.kind !== 'retried') return notDone(result, line.id, parts)
      return say(`Sign-up ${line.id} will be sent again.\n`, { retried: 1 })
    }
    case 'drop': {
      const result = await outboxAdmin.drop(line.id)
      if (result.kind !== 'dropped') return notDone(result, line.id, parts)
      return say(`Sign-up ${line.id} has been deleted.\n`, { dropped: line.id })
    }
    case 'consent': {
      const consents = await outboxAdmin.consents(line.email)
      return say(consentsText(consents), { consents: consents.map(consentRecord) })
    }
    case 'forget': {
      const { signUps: count, consents } = await outboxAdmin.forget(line.email)
      return say(
        `Erased ${signUps(count)}, consents: ${consents}. Nothing was erased at Constant Contact: delete the contact there too.\n`,
        { sign_ups: count, consents },
      )
    }
    case 'export':
      for await (const shown of outboxAdmin.export()) await write(out, json(shownRecord(shown)))
      return 0
    case 'console': {
      const made = await parts.consoleLink()
      if (made.kind === 'off') {
        await write(parts.err, `${made.sentence}\n`)
        return 1
      }
      const lines = [
        made.link,
        'It works once, within an hour.',
        ...(made.hint === undefined ? [] : [made.hint]),
      ]
      return say(`${lines.join('\n')}\n`, { link: made.link })
    }
    case 'connect': {
      if (!parts.isSetUp) {
        await write(parts.err, NOT_SET_UP)
        return 1
      }
      const link = await parts.connectLink()
      return say(`${link}\n`, { link })
    }
    case 'disconnect':
      await parts.disconnect()
      return say('Disconnected. Sign-ups are kept and wait until you connect again.\n', {
        connection: 'disconnected',
      })
  }
}

const NOT_SET_UP = `The relay is not set up yet, and takes no sign-ups. For a link to set it up: ${RELAY} console\n`

async function notDone(reason: NotDone, id: number, { err }: Parts): Promise<ExitCode> {
  const sentence =
    reason.kind === 'not_found'
      ? `No sign-up has the id ${id}.`
      : `Sign-up ${id} is ${reason.state}, so nothing was changed.`
  await write(err, `${sentence}\n`)
  return 1
}
