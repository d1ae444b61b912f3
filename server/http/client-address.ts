import { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

const addresses = new WeakMap<object, string>()

/** Remembers who opened a connection, because a socket forgets it as soon as the client hangs up. */
export function noteClientAddress(socket: Socket): void {
  if (socket.remoteAddress !== undefined) addresses.set(socket, socket.remoteAddress)
}

/** The address that opened a request's connection. `bindings`: what `listen` gives an application beside the request. */
export function clientAddress(bindings: unknown): string | undefined {
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return undefined
  return bindings.incoming instanceof IncomingMessage ? addresses.get(bindings.incoming.socket) : undefined
}
