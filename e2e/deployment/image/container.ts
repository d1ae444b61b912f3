import { expect, type TestContext } from 'vitest'
import { ADDRESS, type Ended, podman, podmanOk, startContainer } from './engine.ts'

// Long enough for a slow machine.
const START_MS = 120_000

/** A relay in a container. */
export type Container = {
  url: string
  /** Runs a program in it. */
  exec(...command: string[]): Ended
  /** Another command of Podman about it. */
  engine(command: string, ...options: string[]): Ended
  /** Asks it to stop, as every engine does. It would be killed after `seconds`. */
  stop(seconds?: number): { code: number; milliseconds: number }
  log(): string
}

let lastPort = 8100

type Wanted = { options?: string[]; command?: string[]; address?: string; port?: number }

/** Starts a container with these options of the engine, and waits until it serves; it is removed after the test. */
export async function startRelay(
  afterwards: TestContext['onTestFinished'],
  { options = [], command = [], address = ADDRESS, port = lastPort++ }: Wanted,
): Promise<Container> {
  const own = ['--env', `PORT=${port}`, '--env', 'SANDBOX_HISTORY=false']
  const relay = startProcess(afterwards, [...own, ...options], command)
  const url = `http://${address}:${port}`
  const live = () => fetch(`${url}/health/live`).then(({ ok }) => ok, relay.log)
  await expect.poll(live, { timeout: START_MS, interval: 250 }).toBe(true)
  return { ...relay, url }
}

/** The same without waiting. */
export function startProcess(
  afterwards: TestContext['onTestFinished'],
  options: string[],
  command: string[],
): Omit<Container, 'url'> {
  const id = startContainer(options, ...command)
  afterwards(() => void podman('rm', '--force', '--time', '0', id))
  return {
    exec: (...program) => podman('exec', id, ...program),
    engine: (name, ...more) => podman(...name.split(' '), ...more, id),
    stop(seconds = 60) {
      const before = performance.now()
      podmanOk('stop', '--time', String(seconds), id)
      const milliseconds = performance.now() - before
      return { code: Number(podmanOk('inspect', '--format', '{{.State.ExitCode}}', id)), milliseconds }
    },
    log: () => podman('logs', id).text,
  }
}

/** A volume, as an operator has it: it outlives the containers that use it. */
export function volume(afterwards: TestContext['onTestFinished']): string[] {
  const name = podmanOk('volume', 'create')
  afterwards(() => void podman('volume', 'rm', '--force', name))
  return ['--volume', `${name}:/data`]
}
