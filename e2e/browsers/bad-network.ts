import { createServer, request } from 'node:http'

/** A proxy before the relay that can delay or cut off requests, as a bad network does. */
export type BadNetwork = {
  url: string
  /** Delays every request for a path until the returned function is called. */
  delay(path: string): () => void
  /** Cuts off every request for a path until the returned function is called. */
  cut(path: string): () => void
  stop(): Promise<void>
}

/** Starts the proxy before the server at `target`, on its own port. */
export async function startBadNetwork(target: string): Promise<BadNetwork> {
  const delayed = new Map<string, Promise<void>>()
  const cut = new Set<string>()
  const server = createServer(async (asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', target)
    if (cut.has(pathname)) {
      asked.socket.destroy()
      return
    }
    await delayed.get(pathname)
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
    delay(path) {
      let release = () => {}
      delayed.set(path, new Promise((resolve) => (release = resolve)))
      return () => release()
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
