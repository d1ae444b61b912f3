import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { freePort } from '../../../server/testing/port.ts'
import type { Afterwards } from '../../faults/account.ts'

export type StandIn = {
  port: number
  /** The headers of every request that arrived. */
  received: IncomingHttpHeaders[]
  /** How many requests were cut off. */
  cutOff(): number
  /** How many connections are open. */
  open(): number
}

/**
 * Stands in for a relay. It answers with the body that it received, and never closes an idle connection by itself. With `cuts`,
 * it answers only the first request of each connection and closes it at the second, which a relay may do that is stopping.
 */
export async function startStandIn(afterwards: Afterwards, { cuts = false } = {}): Promise<StandIn> {
  const received: IncomingHttpHeaders[] = []
  const sockets = new Map<Socket, number>()
  let cutOff = 0
  const server = createServer(async (request, response) => {
    const count = (sockets.get(request.socket) ?? 0) + 1
    sockets.set(request.socket, count)
    received.push(request.headers)
    const body = await text(request)
    if (!cuts || count === 1) return void response.end(body)
    cutOff += 1
    request.socket.destroy()
  })
  server.keepAliveTimeout = 0
  server.on('connection', (socket) => {
    sockets.set(socket, 0)
    socket.once('close', () => sockets.delete(socket))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  afterwards(() => {
    server.close()
    server.closeAllConnections()
  })
  return { port, received, cutOff: () => cutOff, open: () => sockets.size }
}
