/** Serves the sandbox on a real port, where its faults are real: silence and broken connections. */

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Sandbox } from './sandbox.ts'
import { firstHalf, type SimulatedResponse } from './simulated-response.ts'

export type Listener = { url: string; close(): Promise<void> }

/** Resolves once it listens. `port` 0 takes any free port. */
export function listen(
  sandbox: Pick<Sandbox, 'respond'>,
  { port, host }: { port: number; host: string },
): Promise<Listener> {
  const listener = getRequestListener(
    async (request, env) => play(await sandbox.respond(request), outgoingOf(env)),
    { overrideGlobalObjects: false },
  )
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const { address, port: actual, family } = addressOf(server.address())
      resolve({
        url: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

async function play(simulated: SimulatedResponse, outgoing: ServerResponse): Promise<Response> {
  if (simulated.kind === 'complete') return simulated.response
  if (simulated.kind === 'partial') {
    const length = simulated.response.clone().arrayBuffer()
    const start = await firstHalf(simulated.response)
    outgoing.writeHead(simulated.response.status, {
      ...Object.fromEntries(simulated.response.headers),
      'content-length': (await length).byteLength,
    })
    // The socket must not break before this half is sent, or the caller would see no headers.
    await new Promise<void>((resolve) => outgoing.write(start, () => resolve()))
  }
  if (simulated.ending === 'cut') outgoing.socket?.destroy()
  else await new Promise<void>((resolve) => outgoing.once('close', () => resolve()))
  return RESPONSE_ALREADY_SENT
}

function outgoingOf(env: HttpBindings | object): ServerResponse {
  if ('outgoing' in env && 'socket' in env.outgoing) return env.outgoing
  throw new Error('The sandbox supports HTTP/1.1 only')
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string')
    throw new Error('The server is not listening on a TCP port')
  return address
}
