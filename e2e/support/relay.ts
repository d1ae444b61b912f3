import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../server/testing/port.ts'
import { type Sandbox, sandboxAt } from './sandbox.ts'

const run = promisify(execFile)

export type Relay = {
  url: string
  sandbox: Sandbox
  /** Every line the relay has written so far, to either output. */
  log(): string[]
  /** Runs a command of the operator beside it; resolves to what that prints. */
  command(...words: string[]): Promise<string>
  /** The folder of its database. */
  folder: string
  /** Ends the process as a service manager would; its folder stays. */
  end(): Promise<void>
  /** Kills it, so that no test waits for its last calls, and removes its folder. */
  stop(): Promise<void>
}

// Long enough for a slow machine, but a relay that hangs still fails.
const START_MS = 100_000
const ASK_EVERY_MS = 50

/**
 * Starts the built relay on free ports with its own store and sandbox, as `npm start` does; without the sandbox when the
 * environment names an application. `entry` is the program of another build, `node` that of another Node. There is no rate limit by network, since all
 * tests come from one address.
 */
export async function startRelay(
  environment: Record<string, string> = {},
  entry = 'dist/server/main.js',
  node = process.execPath,
): Promise<Relay> {
  const [port, sandboxPort] = [environment['PORT'] ?? (await freePort()), await freePort()]
  const folder = await mkdtemp(join(tmpdir(), 'signup-e2e-'))
  const sandbox = 'CTCT_CLIENT_ID' in environment ? [] : ['--sandbox']
  const lines: string[] = []
  const cwd = join(import.meta.dirname, '../..')
  const env = {
    ...process.env,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: `file:${join(folder, 'relay.db')}`,
    RATE_PER_NETWORK: '0',
    SANDBOX_HISTORY: 'false',
    ...environment,
  }
  const process_ = spawn(node, [entry, ...sandbox], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const output of [process_.stdout, process_.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n')))
  }
  const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()))
  const end = async (signal?: NodeJS.Signals) => {
    process_.kill(signal)
    await ended
  }
  const url = `http://localhost:${port}`
  await Promise.race([
    waitUntilLive(`${url}/health/live`),
    ended.then(() => Promise.reject(new Error(`The relay did not start:\n${lines.join('\n')}`))),
  ])
  return {
    url,
    sandbox: sandboxAt(`http://127.0.0.1:${sandboxPort}`),
    log: () => lines,
    async command(...words) {
      return (await run(node, [entry, ...sandbox, ...words], { cwd, env })).stdout
    },
    folder,
    end: () => end(),
    async stop() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function waitUntilLive(url: string): Promise<void> {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  throw new Error(`Nothing answered at ${url} within ${START_MS} ms.`)
}
