import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Afterwards } from '../../faults/account.ts'

const START_MS = 60_000
const ASK_EVERY_MS = 50

/** A folder that every user may read, because some of these programs change their user. */
export async function temporaryFolder(prefix: string, afterwards: Afterwards): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  afterwards(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Starts a program in the foreground, waits until its port is open, and kills it afterwards. */
export async function startProgram(
  program: string,
  args: readonly string[],
  port: number,
  afterwards: Afterwards,
): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => said.push(text))
  afterwards(() => end(child))
  await waitUntil(() => {
    if (child.exitCode !== null) throw new Error(`${program} did not start:\n${said.join('')}`)
    return isOpen(port)
  }, program)
}

/** Waits until a program is ready. */
export async function waitUntil(condition: () => Promise<boolean>, program: string): Promise<void> {
  const deadline = Date.now() + START_MS
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${program} is not ready after ${START_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}

/** By SIGTERM, because the children of a killed process would keep running. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

function isOpen(port: number): Promise<boolean> {
  return connects(connect(port, '127.0.0.1'), 'connect')
}

/** True if a connection to a program gets as far as this event. */
export function connects(socket: Socket, event: string): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once(event, () => resolve(true)).once('error', () => resolve(false))
    socket.once(event, () => socket.destroy())
  })
}

/** Writes a file, and resolves to its path. */
export async function written(path: string, text: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
  return path
}
