import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { noteClientAddress } from './client-address.ts'
import { errorCode } from './error-code.ts'
import { NO_STORE } from './no-store.ts'

/** How long a slow sender may take for a whole request. */
const REQUEST_MS = 10_000
/** A form's settings are in its address, where one choice among 250 takes 22 kB. Node's default is 16 kB. */
const HEAD_BYTES = 65_536
/** A connection whose answer is not read for this long is closed. No answer takes that long to make. */
const UNREAD_MS = 60_000
/** Longer than common load balancers keep one: a connection closed while they send a request loses that request. */
const KEEP_ALIVE_SECONDS = 75
/** Browsers and proxies never have more requests pending on one connection, and each answer is buffered until it is read. */
const REQUESTS_AT_ONCE = 4
/** Each takes about 12 kB of memory, and up to 70 kB while the longest header arrives slowly. */
const CONNECTIONS = 10_000
/** Above this share of them, idle connections are closed; at most this often, since that looks at every connection. */
const CROWDED = 0.9
const CLOSE_IDLE_MS = 100
/** A client whose request was not understood may go on sending for this long: browsers that are cut off show no answer. */
const LINGER_MS = 1_000
/** How often Node checks for slow senders. */
const CHECK_MS = 1_000
/** How long pending answers may take to finish at a stop. */
const STOP_MS = 4_000
/** How often connections that became idle are closed during a stop. */
const SWEEP_MS = 50
/** HTTP/1.0, which some load balancers use for health checks, needs no Host header. */
const UNNAMED_HOST = 'localhost'

export type Listening = {
  /** From now on each answer closes its connection, so that a proxy sends the next request elsewhere. */
  drain(): void
  stop(): Promise<void>
}

/** The answers that each connection still waits for. */
type PendingAnswers = WeakMap<Duplex, Set<ServerResponse>>

type Place = {
  port: number
  host: string
  /** How long an idle connection stays open. */
  keepAliveSeconds?: number
  requestMs?: number
  unreadMs?: number
  connections?: number
}

/**
 * Serves an application on a port. Rejects with Node's error if the port is not available. `stop` accepts no new request,
 * gives pending answers four seconds to finish, and then closes what is left.
 */
export function listen(
  app: { fetch(request: Request, socket: HttpBindings | Http2Bindings): Response | Promise<Response> },
  place: Place,
): Promise<Listening> {
  const { port, host, keepAliveSeconds = KEEP_ALIVE_SECONDS } = place
  const { requestMs = REQUEST_MS, unreadMs = UNREAD_MS, connections = CONNECTIONS } = place
  const pending: PendingAnswers = new WeakMap()
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      keepAliveTimeout: keepAliveSeconds * 1000,
      connectionsCheckingInterval: CHECK_MS,
      maxHeaderSize: HEAD_BYTES,
    },
    limitPipelining(
      pending,
      getRequestListener((request, socket) => app.fetch(request, socket), {
        overrideGlobalObjects: false,
        hostname: UNNAMED_HOST,
      }),
    ),
  )
  server.setTimeout(unreadMs)
  boundConnections(server, connections)
  answerUnreadable(server, pending)
  const drain = () =>
    void server.prependListener('request', (_, response) => {
      response.shouldKeepAlive = false
    })
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
      resolve({ drain, stop })
    })
  })
}

/** Bounds the number of connections, and so their memory. */
function boundConnections(server: Server, most: number): void {
  let [open, closedIdleAt] = [0, 0]
  server.maxConnections = most
  server.on('connection', (socket) => {
    noteClientAddress(socket)
    open += 1
    socket.once('close', () => {
      open -= 1
    })
    const now = performance.now()
    if (open <= most * CROWDED || now < closedIdleAt + CLOSE_IDLE_MS) return
    closedIdleAt = now
    server.closeIdleConnections()
  })
}

/** Closes connections that send further requests without waiting for the answers. */
function limitPipelining(pending: PendingAnswers, listener: RequestListener): RequestListener {
  return (request, response) => {
    const { socket } = request
    const responses = pending.get(socket) ?? new Set()
    pending.set(socket, responses.add(response))
    if (responses.size > REQUESTS_AT_ONCE) return void socket.destroy()
    response.once('close', () => responses.delete(response))
    // Only after everything that has arrived is counted, so that nothing is done for a connection about to be closed.
    setImmediate(() => {
      if (socket.readable && socket.writable) listener(request, response)
    })
  }
}

/** What Node's parser rejects, by the code of its error; anything else is not HTTP. */
const UNREADABLE: Record<string, { status: string; sentence: string }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    sentence: `The address of this form, with the browser's headers, is longer than ${HEAD_BYTES / 1024} kB. Give the form fewer options or shorter texts, or use the script tag, whose settings stay in the page.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', sentence: 'The request took too long.' },
}
const NOT_HTTP = {
  status: '400 Bad Request',
  sentence:
    'The relay cannot read this request. From proxies it takes plain HTTP/1.1, without TLS and without the PROXY protocol.',
}

/**
 * Answers requests that no route ever sees with a sentence, where Node would send only a status. Repeats nothing of the
 * request, and never writes into an answer that has begun.
 */
function answerUnreadable(server: Server, pending: PendingAnswers): void {
  server.on('clientError', (error, socket) => {
    // Already answered: the parser reports every further chunk.
    if (socket.writableEnded) return
    const responses = [...(pending.get(socket) ?? [])]
    if (!socket.writable || responses.some(({ headersSent }) => headersSent)) return void socket.destroy()
    socket.end(errorResponse(UNREADABLE[errorCode(error)] ?? NOT_HTTP))
    if (responses.length > 0) return void socket.destroy()
    const hangUp = setTimeout(() => socket.destroy(), LINGER_MS)
    socket.once('close', () => clearTimeout(hangUp))
  })
}

function errorResponse({ status, sentence }: typeof NOT_HTTP): string {
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(sentence)}`,
    ...Object.entries(NO_STORE).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${sentence}`
}
