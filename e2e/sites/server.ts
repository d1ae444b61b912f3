import { spawn } from 'node:child_process'
import type { RunOptions } from './run.ts'

/** A third-party server that runs beside the tests. */
export type Server = { stop(): Promise<void> }

const START_MS = 30_000
const ASK_EVERY_MS = 50

/** Starts a server and waits until `ready` returns true. */
export async function startServer(
  program: string,
  words: string[],
  ready: () => Promise<boolean>,
  { cwd, env }: RunOptions = {},
): Promise<Server> {
  const process_ = spawn(program, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [process_.stdout, process_.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()))
  const deadline = Date.now() + START_MS
  while (!(await ready())) {
    if (process_.exitCode !== null || Date.now() > deadline) {
      process_.kill()
      throw new Error(`${program} did not start:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return {
    async stop() {
      process_.kill()
      await ended
    },
  }
}

/** Whether an address answers without an error. */
export async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined)
  return answer?.ok ?? false
}
