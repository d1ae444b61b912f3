import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

/** One answer, with its size on the wire without headers. */
type Sent = { path: string; bytes: number }
export type Host = {
  url: string
  /** Forwards the relay's paths to this address. */
  relayAt: (url: string) => void
  /** Serves these files from now on, by path. */
  add: (path: string, content: string | Buffer) => void
  /** What was sent since the last call. */
  sent: () => Sent[]
  stop: () => void
}

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '': 'text/html' }
/** The relay's paths, forwarded so that everything comes from one server. */
const RELAY = /^\/(v1|form)\b/

/** One server for every measured form: the same compression, caching and connection. */
export async function startHost(): Promise<Host> {
  const files = new Map<string, { type: string; body: Buffer }>()
  /** The relay's scripts by address: our form must not wait for a second server when its peers need only one. */
  const kept = new Map<string, { headers: IncomingMessage['headers']; body: Buffer }>()
  let sent: Sent[] = []
  let relay = ''

  const server = createServer((incoming, response) => {
    const path = (incoming.url ?? '/').replace(/\?.*/, '')
    if (RELAY.test(path)) return pass(incoming, response, path)
    const file = files.get(path)
    if (!file) return response.writeHead(404).end()
    sent.push({ path, bytes: file.body.length })
    response.writeHead(200, {
      'content-type': `${file.type}; charset=utf-8`,
      'content-encoding': 'br',
      'cache-control': 'public, max-age=300',
    })
    return response.end(file.body)
  })

  function pass(incoming: IncomingMessage, response: ServerResponse, path: string) {
    const { method, headers, url = '' } = incoming
    const known = kept.get(url)
    if (known) {
      sent.push({ path, bytes: known.body.length })
      response.writeHead(200, known.headers).end(known.body)
      return
    }
    const onward = request(relay + url, { method: method ?? 'GET', headers }, (answer) => {
      const one = { path, bytes: 0 }
      sent.push(one)
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        one.bytes += chunk.length
        chunks.push(chunk)
      })
      answer.on('end', () => {
        if (path.endsWith('.js') && answer.statusCode === 200)
          kept.set(url, { headers: answer.headers, body: Buffer.concat(chunks) })
      })
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    relayAt(url) {
      relay = url
    },
    add(path, content) {
      files.set(path, { type: TYPES[extname(path)] ?? 'text/plain', body: brotliCompressSync(content) })
    },
    sent() {
      const all = sent
      sent = []
      return all
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Reads a file of an installed package. */
export function readPackageFile(path: string): Promise<Buffer> {
  return readFile(new URL(`../../../node_modules/${path}`, import.meta.url))
}
