import { createServer, request } from 'node:http'

/** The relay behind a door: what passes can be held back or cut off, as a bad network does. */
export type Gate = {
  url: string
  /** Holds back whatever is asked for at a path, until the answer is called. */
  hold(path: string): () => void
  /** Cuts off whatever is asked for at a path, until the answer is called. */
  cut(path: string): () => void
  stop(): Promise<void>
}

/** Opens a gate before the server at `target`, on a port of its own. */
export async function openGate(target: string): Promise<Gate> {
  const held = new Map<string, Promise<void>>()
  const cut = new Set<string>()
  const server = createServer(async (asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', target)
    if (cut.has(pathname)) {
      asked.socket.destroy()
      return
    }
    await held.get(pathname)
    const { method, headers } = asked
    const onward = request(new URL(asked.url ?? '/', target), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    onward.on('error', () => asked.socket.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://localhost:${port}`,
    hold(path) {
      let letGo = () => {}
      held.set(path, new Promise((resolve) => (letGo = resolve)))
      return () => letGo()
    },
    cut(path) {
      cut.add(path)
      return () => cut.delete(path)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
