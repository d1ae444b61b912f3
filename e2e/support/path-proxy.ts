import { createServer, request } from 'node:http'

const PATH = '/signup'

export type PathProxy = {
  /** The relay's address as browsers see it. */
  url: string
  /** Serves the HTML on the rest of the site; returns its address. */
  page(html: string): string
  /** Sends what is under the path to the relay from now on. */
  forwardTo(relay: { url: string }): void
  /** Every path that browsers asked for and that is not under the relay's. */
  elsewhere(): string[]
  stop(): Promise<void>
}

/** A site with a relay under a path of its own, behind a proxy that takes the path off or leaves it, and names no client. */
export async function startPathProxy(how: 'strips' | 'keeps'): Promise<PathProxy> {
  const elsewhere: string[] = []
  let [target, html] = ['', '']
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (!/^\/signup(?=[/?]|$)/.test(path)) {
      if (path !== '/page' && path !== '/favicon.ico') elsewhere.push(path)
      outgoing
        .writeHead(path === '/page' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
        .end(html)
      return
    }
    const asked = how === 'keeps' ? path : path.slice(PATH.length).replace(/^(?!\/)/, '/')
    const { method, headers } = incoming
    // As proxies do by default, with the relay's own address in place of the site's.
    const forwarded = request(target + asked, { method, headers: { ...headers, host: new URL(target).host } })
    forwarded.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.once('error', () => outgoing.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url: origin + PATH,
    page(text) {
      html = text
      return `${origin}/page`
    },
    forwardTo(relay) {
      target = relay.url
    },
    elsewhere: () => elsewhere,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
