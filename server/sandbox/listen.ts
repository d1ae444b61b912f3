import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Sandbox } from './sandbox.ts'
import { type Answer, firstHalf } from './simulated-response.ts'

export type Listening = { url: string; close(): Promise<void> }

/** Puts the stand-in on a real port (0: any that is free), where its faults are real: silence and broken sockets. */
export function listen(
  sandbox: Pick<Sandbox, 'answer'>,
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const listener = getRequestListener(
    async (request, env) => onTheWire(await sandbox.answer(request), outgoingOf(env)),
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

async function onTheWire(answer: Answer, outgoing: ServerResponse): Promise<Response> {
  if (answer.kind === 'whole') return answer.response
  if (answer.kind === 'half') {
    const length = answer.response.clone().arrayBuffer()
    const start = await firstHalf(answer.response)
    outgoing.writeHead(answer.response.status, {
      ...Object.fromEntries(answer.response.headers),
      'content-length': (await length).byteLength,
    })
    // The socket may only break once this half has left, or the caller would see no head.
    await new Promise<void>((resolve) => outgoing.write(start, () => resolve()))
  }
  if (answer.ending === 'cut') outgoing.socket?.destroy()
  else await new Promise<void>((resolve) => outgoing.once('close', () => resolve()))
  return RESPONSE_ALREADY_SENT
}

function outgoingOf(env: HttpBindings | object): ServerResponse {
  if ('outgoing' in env && 'socket' in env.outgoing) return env.outgoing
  throw new Error('The stand-in speaks HTTP/1.1')
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server has no address')
  return address
}
