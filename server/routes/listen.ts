import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
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
/** How often Node looks for senders that are too slow. */
const CHECK_MS = 1_000
/** Answers that are under way at a stop may take this long to finish. */
const STOP_MS = 4_000
/** A connection that is kept alive after its answer is closed this soon. */
const SWEEP_MS = 50
/** HTTP/1.0, which health checks of load balancers speak, need not say whom it asks. */
const UNNAMED_HOST = 'localhost'

export type Listening = { stop(): Promise<void> }

type Place = { port: number; host: string; requestMs?: number; unreadMs?: number; connections?: number }

/**
 * Puts an application on a port. Rejects with Node's error where the port cannot be had. `stop` takes no new
 * request, lets those under way finish for four seconds, and then closes what is left.
 */
export function listen(
  app: { fetch(request: Request, socket: HttpBindings | Http2Bindings): Response | Promise<Response> },
  { port, host, requestMs = REQUEST_MS, unreadMs = UNREAD_MS, connections = CONNECTIONS }: Place,
): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: HEAD_BYTES,
    },
    unhurried(
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
function unhurried(listener: RequestListener): RequestListener {
  const underWay = new WeakMap<Socket, number>()
  return (request, response) => {
    const { socket } = request
    const count = (by: number) => {
      const counted = (underWay.get(socket) ?? 0) + by
      underWay.set(socket, counted)
      return counted
    }
    if (count(1) > REQUESTS_AT_ONCE) return void socket.destroy()
    response.once('close', () => count(-1))
    return listener(request, response)
  }
}
