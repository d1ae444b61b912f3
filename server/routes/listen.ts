import { createServer } from 'node:http'
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server'

/** A slow sender has this long for its request, which holds at most 16 kB. */
const REQUEST_MS = 10_000
/** How often Node looks for senders that are too slow. */
const CHECK_MS = 1_000
/** Answers that are under way at a stop may take this long to finish. */
const STOP_MS = 4_000
/** A connection that is kept alive after its answer is closed this soon. */
const SWEEP_MS = 50

export type Listening = { stop(): Promise<void> }

/**
 * Puts an application on a port. Rejects with Node's error where the port cannot be had. `stop` takes no new
 * request, lets those under way finish for four seconds, and then closes what is left.
 */
export function listen(
  app: { fetch(request: Request, socket: HttpBindings | Http2Bindings): Response | Promise<Response> },
  { port, host, requestMs = REQUEST_MS }: { port: number; host: string; requestMs?: number },
): Promise<Listening> {
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: CHECK_MS },
    getRequestListener((request, socket) => app.fetch(request, socket), { overrideGlobalObjects: false }),
  )
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
