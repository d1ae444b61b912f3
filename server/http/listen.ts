import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'

/** A slow sender has this long for its request, which holds at most this head and a body of 16 kB. */
const REQUEST_MS = 10_000
/** A form's settings stand in its address: one choice among 250 takes 22 kB of it. Node's own limit is 16 kB. */
const HEAD_BYTES = 65_536
/** Whoever does not read an answer for so long is hung up on; no answer takes that long to make. */
const UNREAD_MS = 60_000
/** More requests than this at once over one connection are no browser's and no proxy's, and each answer is kept till it is read. */
const REQUESTS_AT_ONCE = 4
/** Each takes some 12 kB of memory, and 70 kB while the longest head that is taken drips in. */
const CONNECTIONS = 10_000
/** Above this share of them, those that idle make room for the next visitor; so often at most, since it looks at all. */
const CROWDED = 0.9
const MAKE_ROOM_MS = 100
/** Whoever is told that their request was not understood may finish sending it for so long: cut off, browsers show no answer. */
const LAST_WORD_MS = 1_000
/** How often Node looks for senders that are too slow. */
const CHECK_MS = 1_000
/** Answers that are under way at a stop may take this long to finish. */
const STOP_MS = 4_000
/** A connection that is kept alive after its answer is closed this soon. */
const SWEEP_MS = 50
/** HTTP/1.0, which health checks of load balancers speak, need not say whom it asks. */
const UNNAMED_HOST = 'localhost'

export type Listening = { stop(): Promise<void> }

/** The answers that each connection waits for. */
type UnderWay = WeakMap<Duplex, Set<ServerResponse>>

type Place = { port: number; host: string; requestMs?: number; unreadMs?: number; connections?: number }

/**
 * Puts an application on a port. Rejects with Node's error where the port cannot be had. `stop` takes no new
 * request, lets those under way finish for four seconds, and then closes what is left.
 */
export function listen(
  app: { fetch(request: Request, socket: HttpBindings | Http2Bindings): Response | Promise<Response> },
  { port, host, requestMs = REQUEST_MS, unreadMs = UNREAD_MS, connections = CONNECTIONS }: Place,
): Promise<Listening> {
  const underWay: UnderWay = new WeakMap()
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: HEAD_BYTES,
    },
    unhurried(
      underWay,
      oneATurn(
        getRequestListener((request, socket) => app.fetch(request, socket), {
          overrideGlobalObjects: false,
          hostname: UNNAMED_HOST,
        }),
      ),
    ),
  )
  server.setTimeout(unreadMs)
  boundConnections(server, connections)
  answerUnreadable(server, underWay)
  const stop = () =>
    new Promise<void>((resolve) => {
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
      const end = setTimeout(() => server.closeAllConnections(), STOP_MS)
      server.close(() => {
        clearInterval(sweep)
        clearTimeout(end)
        resolve()
      })
      server.closeIdleConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve({ stop })
    })
  })
}

/** Holds `most` connections, and so much memory, at the most. */
function boundConnections(server: Server, most: number): void {
  let [open, madeRoomAt] = [0, 0]
  server.maxConnections = most
  server.on('connection', (socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
    const now = performance.now()
    if (open <= most * CROWDED || now < madeRoomAt + MAKE_ROOM_MS) return
    madeRoomAt = now
    server.closeIdleConnections()
  })
}

/**
 * Begins one request in each turn of the event loop, in order of arrival. Node takes one new connection a turn: if a turn
 * served whoever has a connection already, in a crowd the others would wait at the door until it is over. Whoever hangs up
 * meanwhile leaves the line: else those who come only to go again would make it, and what it holds, grow without end.
 */
function oneATurn(listener: RequestListener): RequestListener {
  const line: { begin: (() => void) | undefined }[] = []
  const next = () => {
    let begin: (() => void) | undefined
    while (begin === undefined && line.length > 0) begin = line.shift()?.begin
    if (line.length > 0) setImmediate(next)
    begin?.()
  }
  return (request, response) => {
    const place: (typeof line)[number] = {
      begin() {
        request.off('close', leave)
        listener(request, response)
      },
    }
    const leave = () => {
      place.begin = undefined
    }
    request.once('close', leave)
    if (line.push(place) === 1) setImmediate(next)
  }
}

/** Hangs up on whoever asks again and again before they are answered. */
function unhurried(underWay: UnderWay, listener: RequestListener): RequestListener {
  return (request, response) => {
    const { socket } = request
    const responses = underWay.get(socket) ?? new Set()
    underWay.set(socket, responses.add(response))
    if (responses.size > REQUESTS_AT_ONCE) return void socket.destroy()
    response.once('close', () => responses.delete(response))
    return listener(request, response)
  }
}

/** What Node's parser could not take, by the code of its error; all else is no HTTP. */
const UNREADABLE: Record<string, { status: string; sentence: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    sentence: `The address of this form, with the browser's headers, is longer than ${HEAD_BYTES / 1024} kB. Give the form fewer options or shorter texts, or use the script tag, whose settings stay in the page.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', sentence: 'The request took too long.' },
}
const NO_HTTP = { status: '400 Bad Request', sentence: 'This is no request that the relay can read.' }

/**
 * Answers with a sentence what no route ever sees, where Node would answer nothing but a status. Nothing of the request is
 * repeated, and nothing is said in the middle of an answer that has begun.
 */
function answerUnreadable(server: Server, underWay: UnderWay): void {
  server.on('clientError', (error, socket) => {
    // It has been told; the parser reports each piece that is still on its way.
    if (socket.writableEnded) return
    const responses = [...(underWay.get(socket) ?? [])]
    if (!socket.writable || responses.some(({ headersSent }) => headersSent)) return void socket.destroy()
    const code = 'code' in error ? String(error.code) : ''
    socket.end(lastWord(UNREADABLE[code] ?? NO_HTTP))
    if (responses.length > 0) return void socket.destroy()
    const hangUp = setTimeout(() => socket.destroy(), LAST_WORD_MS)
    socket.once('close', () => clearTimeout(hangUp))
  })
}

function lastWord({ status, sentence }: typeof NO_HTTP): string {
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(sentence)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${sentence}`
}
