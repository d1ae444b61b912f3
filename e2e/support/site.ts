import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

export type Site = {
  /** The site's origin under one of its host names: `127.0.0.1`, `localhost`, or anything under `.example`. */
  origin(host?: string): string
  /** Serves a page; returns its address, which always has another origin than the relay. */
  page(html: string, options?: { headers?: Record<string, string>; host?: string }): string
  /** Serves a script of the site; returns its address. */
  script(code: string): string
  /** Serves a file of the site at a path. */
  file(path: string, text: string): void
  /** The address of a file of an npm package, such as `jquery/dist/jquery.js`. */
  library(path: string): string
  stop(): Promise<void>
}

const LIBRARIES = join(import.meta.dirname, '../../node_modules')
const LIBRARY = '/library/'
const TYPES: Record<string, string> = { '.css': 'text/css', '.html': 'text/html' }

/** Starts a website that serves the pages of a test, with the headers that the test sets. */
export async function startSite(): Promise<Site> {
  const pages = new Map<string, { text: string; headers: Record<string, string> }>()
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    const page = pages.get(path) ?? (path.startsWith(LIBRARY) ? await library(path) : undefined)
    // Browsers ask for an icon when they like, and complain on the console of a 404.
    if (path === '/favicon.ico') response.writeHead(204).end()
    else if (page === undefined) response.writeHead(404).end()
    else response.writeHead(200, page.headers).end(page.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const origin = (host = '127.0.0.1') => `http://${host}:${port}`
  const serve = (path: string, text: string, headers: Record<string, string>) => {
    pages.set(path, { text, headers })
    return path
  }
  return {
    origin,
    page(html, { headers = {}, host } = {}) {
      return origin(host) + serve(`/page-${pages.size + 1}`, html, { ...typeOf('.html'), ...headers })
    },
    script: (code) => origin() + serve(`/script-${pages.size + 1}.js`, code, typeOf('.js')),
    file: (path, text) => void serve(path, text, typeOf(path)),
    library: (path) => origin() + LIBRARY + path,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function library(path: string) {
  const file = join(LIBRARIES, normalize(path.slice(LIBRARY.length)))
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : { text, headers: typeOf(path) }
}

function typeOf(path: string): Record<string, string> {
  const extension = path.slice(path.lastIndexOf('.'))
  return { 'content-type': `${TYPES[extension] ?? 'text/javascript'}; charset=utf-8` }
}
