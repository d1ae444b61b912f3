import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * What a client does that keeps a connection without being a visitor. `idle`: asks once and stays. `silent`: says nothing.
 * `slow_headers`, `slow_body`: a byte at a time. `deaf`: reads no answer. `hasty`: asks and asks,
 * and waits for no answer.
 */
export const HABITS = ['idle', 'silent', 'slow_headers', 'slow_body', 'deaf', 'hasty'] as const
export type Habit = (typeof HABITS)[number]

export type Crowd = {
  /** How many connections have stood at some time, and how many the other side has ended. */
  joined(): number
  ended(): number
  /** How many have read something. */
  answered(): number
  leave(): void
}

const DRIP_MS = 500
/** Connections are begun so many at a time, as more would wait for each other in the queue of the machine. */
const AT_ONCE = 100
const ASKING = 'GET /v1/signup.js HTTP/1.1\r\nhost: relay\r\n\r\n'
/** So many requests reach the server in one piece. */
const QUESTIONS = 100

/** Lets `size` clients of one habit crowd a server; resolves once all have tried. */
export async function letCrowdIn(port: number, habit: Habit, size: number): Promise<Crowd> {
  const sockets: Socket[] = []
  let [joined, ended, answered] = [0, 0, 0]
  for (let from = 0; from < size; from += AT_ONCE) {
    const joining = Array.from({ length: Math.min(AT_ONCE, size - from) }, async () => {
      const socket = connect(port, '127.0.0.1')
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        ended += 1
      })
      await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
      joined += 1
      socket.write(opening(habit))
      if (habit === 'deaf') return void socket.pause()
      socket.once('data', () => {
        answered += 1
      })
    })
    await Promise.all(joining)
    await pause(1)
  }
  const dripping = setInterval(() => {
    if (habit === 'slow_headers' || habit === 'slow_body') for (const socket of sockets) socket.write('x')
  }, DRIP_MS)
  return {
    joined: () => joined,
    ended: () => ended,
    answered: () => answered,
    leave() {
      clearInterval(dripping)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function opening(habit: Habit): string {
  switch (habit) {
    case 'silent':
      return ''
    case 'idle':
      return 'GET /health/live HTTP/1.1\r\nhost: relay\r\n\r\n'
    case 'slow_headers':
      return 'POST /v1/signups HTTP/1.1\r\nhost: relay\r\nx-slow: '
    case 'slow_body':
      return 'POST /v1/signups HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n{'
    case 'deaf':
      return ASKING
    case 'hasty':
      return ASKING.repeat(QUESTIONS)
  }
}
