import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * How a client abuses its connection. `idle`: sends one request and stays connected. `silent`: sends nothing.
 * `slow_headers`, `slow_body`: sends a byte at a time. `not_reading`: never reads the response. `pipelining`: sends request
 * after request without waiting for a response.
 */
export const ABUSES = ['idle', 'silent', 'slow_headers', 'slow_body', 'not_reading', 'pipelining'] as const
export type Abuse = (typeof ABUSES)[number]

export type AbusiveClients = {
  /** How many have connected, and how many of these connections the server has closed. */
  connected(): number
  closed(): number
  /** How many have received something. */
  answered(): number
  disconnect(): void
}

const DRIP_MS = 500
/** If more clients connected at once, they would wait in the system's queue. */
const AT_ONCE = 100
const REQUEST = 'GET /v1/signup.js HTTP/1.1\r\nhost: relay\r\n\r\n'
/** How many requests reach the server in one piece. */
const PIPELINED = 100

/** Connects `count` clients to a server; resolves once all have tried. */
export async function connectAbusiveClients(
  port: number,
  abuse: Abuse,
  count: number,
): Promise<AbusiveClients> {
  const sockets: Socket[] = []
  let [connected, closed, answered] = [0, 0, 0]
  for (let from = 0; from < count; from += AT_ONCE) {
    const connecting = Array.from({ length: Math.min(AT_ONCE, count - from) }, async () => {
      const socket = connect(port, '127.0.0.1')
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        closed += 1
      })
      await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
      connected += 1
      socket.write(opening(abuse))
      if (abuse === 'not_reading') return void socket.pause()
      socket.once('data', () => {
        answered += 1
      })
    })
    await Promise.all(connecting)
    await pause(1)
  }
  const dripping = setInterval(() => {
    if (abuse === 'slow_headers' || abuse === 'slow_body') for (const socket of sockets) socket.write('x')
  }, DRIP_MS)
  return {
    connected: () => connected,
    closed: () => closed,
    answered: () => answered,
    disconnect() {
      clearInterval(dripping)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function opening(abuse: Abuse): string {
  switch (abuse) {
    case 'silent':
      return ''
    case 'idle':
      return 'GET /health/live HTTP/1.1\r\nhost: relay\r\n\r\n'
    case 'slow_headers':
      return 'POST /v1/signups HTTP/1.1\r\nhost: relay\r\nx-slow: '
    case 'slow_body':
      return 'POST /v1/signups HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n{'
    case 'not_reading':
      return REQUEST
    case 'pipelining':
      return REQUEST.repeat(PIPELINED)
  }
}
