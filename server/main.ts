/** Starts the relay, or runs one command of the operator on its database. */
import { pino } from 'pino'
import { consoleAddress, signInLink, tunnelHint } from './console/sign-in/sign-in-link.ts'
import { PATHS } from './contract.ts'
import { createLogOutput } from './http/log-output.ts'
import { type ConsoleLink, runCommand } from './operator/commands/commands.ts'
import { RELAY } from './operator/relay-command.ts'
import { boundHeap } from './relay/heap.ts'
import { createKeptParts } from './relay/opening/kept-parts.ts'
import { openRelay, type Relay } from './relay/opening/open.ts'
import { openSettings, openStoredForCommand } from './relay/opening/open-settings.ts'
import { STOP_SIGNALS, serve } from './relay/serve.ts'
import { startUpstream, type Upstream, upstreamOf } from './relay/upstream.ts'
import { readEnvFile } from './settings/env-file.ts'
import { init } from './settings/init.ts'
import { settingsWarnings, whyNoConsole } from './settings/rules.ts'
import { type Settings, StartError } from './settings/settings.ts'
import { runSettingsCommand } from './settings/stored/settings-command.ts'
import { misspelledSettings } from './settings/unknown-variables.ts'

const SANDBOX_FLAG = '--sandbox'

const sandbox = process.argv.includes(SANDBOX_FLAG)

/** The environment, with what is in the file `.env`. */
function environmentOfProcess(): NodeJS.ProcessEnv {
  const file = readEnvFile('.env')
  if (file.kind === 'faults') throw new StartError(file.faults)
  // Into the environment, because libraries read it too; what is set there already wins.
  for (const [name, value] of Object.entries(file.variables)) process.env[name] ??= value
  return process.env
}

/** The link by which the owner connects the relay. Whoever has it counts as the owner, once. */
async function connectLink({ PUBLIC_URL }: Settings, { codes }: Relay): Promise<string> {
  return `${PUBLIC_URL}${PATHS.connect}?code=${await codes.issue('connect')}`
}

/** The link by which the owner signs in to the console, if there is one. */
async function consoleLink(settings: Settings, { codes }: Relay): Promise<ConsoleLink> {
  const sentence = whyNoConsole(settings)
  if (sentence !== undefined) return { kind: 'off', sentence }
  const link = signInLink(settings, await codes.issue('console'))
  return { kind: 'link', link, hint: tunnelHint(settings) }
}

/** The one link that a person needs who has just started a relay that nobody has set up. */
async function setUpGreeting(settings: Settings, relay: Relay): Promise<string> {
  const link = signInLink(settings, await relay.codes.issue('console'))
  const hint = tunnelHint(settings)
  const lines = [
    'This relay is not set up yet. To set it up in your browser, open this link (works once, for an hour):',
    ...['', `  ${link}`, ''],
    ...(hint === undefined ? [] : [`${hint}.`]),
    `For another link, run ${RELAY} console. To try the relay without an account, start it with ${SANDBOX_FLAG}.`,
  ]
  return ['', ...lines, '', ''].join('\n')
}

/** The addresses that a person needs who has just started the relay. */
async function greeting(settings: Settings, { sandbox }: Upstream, relay: Relay): Promise<string> {
  if (settings.missing.length > 0) return setUpGreeting(settings, relay)
  const { PUBLIC_URL: publicUrl } = settings
  const lines = sandbox
    ? [`Demo page  ${publicUrl}/`, `Sandbox    ${sandbox.url}/  (shows what arrived; no real people)`]
    : [`Relay      ${publicUrl}/`]
  const connected = (await relay.tokens.status()).kind === 'connected'
  if (!connected) lines.push(`Connect    ${await connectLink(settings, relay)}  (works once, for an hour)`)
  lines.push(...(await consoleLines(settings, relay)))
  return ['', ...lines, `Health     ${publicUrl}${PATHS.ready}`, '', ''].join('\n')
}

/** A link that signs in for the sandbox alone: whoever reads the log of a real relay later should find none. */
async function consoleLines(settings: Settings, relay: Relay): Promise<string[]> {
  if (whyNoConsole(settings) !== undefined) return []
  const address = `${consoleAddress(settings)}${PATHS.console}`
  if (!settings.isSandbox) return [`Console    ${address}  (${RELAY} console prints a link that signs in)`]
  const link = signInLink(settings, await relay.codes.issue('console'))
  return [`Console    ${address}`, `Sign in    ${link}  (works once, for an hour)`]
}

/** Runs a command, possibly beside relays on the same database. */
async function runOperatorCommand(argv: readonly string[]): Promise<void> {
  const outputs = { out: process.stdout, err: process.stderr }
  const open = async () => {
    const opened = await openSettings(environmentOfProcess(), { sandbox, isCommand: true })
    const { settings } = opened
    const log = pino({ base: null, level: 'warn' }, process.stderr)
    const kept = createKeptParts(opened)
    const relay = await openRelay({ settings, upstream: upstreamOf(settings), kept, log })
    return {
      ...relay,
      maxWaiting: settings.MAX_WAITING,
      isSetUp: settings.missing.length === 0,
      now: Date.now,
      connectLink: () => connectLink(settings, relay),
      consoleLink: () => consoleLink(settings, relay),
      disconnect: relay.tokens.forget,
      close: relay.database.close,
    }
  }
  process.exitCode = await runCommand(argv, outputs, open, {
    init: () => init('.env', { input: process.stdin, ...outputs }),
    async settings(line) {
      const { stored, database } = await openStoredForCommand(environmentOfProcess(), { sandbox })
      return runSettingsCommand(line, { stored, input: process.stdin, ...outputs }).finally(database.close)
    },
  })
}

const words = process.argv.slice(2).filter((word) => word !== SANDBOX_FLAG)

async function main(): Promise<void> {
  boundHeap()
  // The first process of a container ignores a signal that it does not handle: nothing would end a command, or a slow start.
  if (process.pid === 1) for (const signal of STOP_SIGNALS) process.once(signal, () => process.exit(1))
  if (words.length > 0) return runOperatorCommand(words)
  const opened = await openSettings(environmentOfProcess(), { sandbox })
  const { settings } = opened
  // Accessing `process.stdout` makes Node open a pipe as non-blocking.
  const output = createLogOutput(process.stdout.fd)
  const log = pino({ base: null }, output)
  for (const misspelling of misspelledSettings(process.env))
    log.warn(misspelling, 'unknown variable: perhaps a misspelled setting')
  if (settings.missing.length === 0) for (const warning of settingsWarnings(settings)) log.warn(warning)
  const upstream = await startUpstream(settings)
  const relay = await serve({ opened, upstream, log })
  output.write(await greeting(settings, upstream, relay))
}

main().catch((error: unknown) => {
  const faults =
    error instanceof StartError ? error.faults : [error instanceof Error ? error.message : String(error)]
  const what = words.length > 0 ? 'The command could not run' : 'The relay could not start'
  process.stderr.write(`${what}:\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
  process.exit(1)
})
