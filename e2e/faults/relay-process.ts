import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from '../../server/testing/port.ts'

/** A machine with much else to do takes long to start anything. */
const LIVE_MS = 120_000
const ASK_EVERY_MS = 25

/** A stop takes no longer, whatever hangs. */
export const STOP_MS = 7_000

/** A relay in its own process, which can be killed and started again on the same port and database. */
export type RelayProcess = {
  url: string
  /** `entry`: the program of another build. */
  start(entry?: string): Promise<void>
  /** Kills it (SIGKILL), and waits until it is gone. */
  kill(): Promise<void>
  /** Freezes it (SIGSTOP): it writes no further byte. */
  freeze(): void
  /** Asks it to stop; resolves to how long that took, in milliseconds. */
  stop(signal?: 'SIGTERM' | 'SIGINT' | 'SIGHUP'): Promise<number>
  /** Its resident memory, in bytes. */
  memory(): Promise<number>
  /** The last lines of its log. */
  log(): string
}

const LINES_KEPT = 200
const run = promisify(execFile)

/**
 * `program` runs instead of the relay, with the port as its last argument. `output` is where the log goes instead of being
 * read here: a file descriptor, or a pipe that nobody reads.
 */
export async function createRelayProcess(
  environment: Record<string, string>,
  program?: readonly string[],
  output?: number | 'unread',
): Promise<RelayProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const lines: string[] = []
  let child: ChildProcess | undefined

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child
    if (ending === undefined || ending.exitCode !== null) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    await gone
    child = undefined
  }

  return {
    url,
    async start(entry = 'dist/server/main.js') {
      const started = spawn(process.execPath, program ? [...program, String(port)] : [entry], {
        env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...environment },
        stdio: ['ignore', typeof output === 'number' ? output : 'pipe', 'pipe'],
      })
      for (const read of [output === undefined ? started.stdout : null, started.stderr]) {
        read?.setEncoding('utf8').on('data', (text: string) => {
          lines.push(...text.split('\n'))
          lines.splice(0, lines.length - LINES_KEPT)
        })
      }
      child = started
      const deadline = Date.now() + LIVE_MS
      while (!(await isLive(url))) {
        if (started.exitCode !== null || Date.now() > deadline) {
          throw new Error(`The relay did not start:\n${lines.join('\n')}`)
        }
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
      }
    },
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    async stop(signal = 'SIGTERM') {
      const before = Date.now()
      await end(signal)
      return Date.now() - before
    },
    async memory() {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(child?.pid)])
      return Number(stdout) * 1024
    },
    log: () => lines.join('\n'),
  }
}

async function isLive(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    () => true,
    () => false,
  )
}
