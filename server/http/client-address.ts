import { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

const addresses = new WeakMap<object, string>()

/** Remembers who opened a connection: a socket forgets it as soon as its sender has gone. */
export function noteClientAddress(socket: Socket): void {
  if (socket.remoteAddress !== undefined) addresses.set(socket, socket.remoteAddress)
}

/** The address that the connection of a request came from. `bindings`: what `listen` gives an application besides it. */
export function clientAddress(bindings: unknown): string | undefined {
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return undefined
  return bindings.incoming instanceof IncomingMessage ? addresses.get(bindings.incoming.socket) : undefined
}
