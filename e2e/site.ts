import { createServer } from 'node:http'

export type Site = {
  /** The site's address under one of the names it goes by: `127.0.0.1`, `localhost`, or anything under `.example`. */
  origin(host?: string): string
  /** Serves these pages from now on; gives the address of the first. The relay is always another origin. */
  page(html: string, options?: { headers?: Record<string, string>; host?: string }): string
  stop(): Promise<void>
}

/** Starts somebody's web site: it serves whatever page a test writes, with the headers that the test gives. */
export async function startSite(): Promise<Site> {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>()
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://site').pathname)
    if (page === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const origin = (host = '127.0.0.1') => `http://${host}:${port}`
  return {
    origin,
    page(html, { headers = {}, host } = {}) {
      const path = `/page-${pages.size + 1}`
      pages.set(path, { html, headers })
      return origin(host) + path
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
