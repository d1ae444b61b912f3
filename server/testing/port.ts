import { createServer } from 'node:net'

/**
 * Below the ports that a system uses for outgoing connections (from 32,768 on Linux, 49,152 elsewhere): one of those might
 * be taken between being found free and being listened on.
 */
const FIRST = 20_000
/** Each process has its own range of ports, so that no two find the same port free. */
const PER_PROCESS = 100
const PROCESSES = 120

let asked = 0

/** A port of this machine that nothing listens on, and that will not be returned again soon. */
export async function freePort(): Promise<number> {
  const own = FIRST + (process.pid % PROCESSES) * PER_PROCESS
  for (let tried = 0; tried < PER_PROCESS; tried += 1) {
    const port = own + (asked++ % PER_PROCESS)
    if (await isFree(port)) return port
  }
  throw new Error(`No port is free from ${own} to ${own + PER_PROCESS - 1}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
