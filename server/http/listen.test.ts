import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { afterAll, afterEach, expect, it } from 'vitest'
import { readBody } from '../admission/reading/body.ts'
import { ABUSES, connectAbusiveClients } from '../testing/abusive-clients.ts'
import { freePort } from '../testing/port.ts'
import { clientAddress } from './client-address.ts'
import { type Listening, listen } from './listen.ts'

let listening: Listening | undefined
afterEach(() => listening?.stop())

const port = await freePort()
const app = {
  async fetch(request: Request): Promise<Response> {
    const body = await readBody(request)
    return new Response(body.kind === 'refusal' ? body.code : 'read', {
      status: body.kind === 'refusal' ? 413 : 200,
    })
  },
}

const ONE_POST = 'POST / HTTP/1.1\r\nhost: relay\r\ncontent-length: 1\r\n\r\nx'
const LARGE = 100_000
const large = { fetch: () => new Response('x'.repeat(LARGE)) }

function countingApp(body = '') {
  let asked = 0
  return {
    asked: () => asked,
    async fetch() {
      asked += 1
      return new Response(body)
    },
  }
}

async function connected(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

it('answers a body of 10 MB with its refusal instead of a broken connection', async () => {
  listening = await listen(app, { port, host: '127.0.0.1' })
  for (let round = 0; round < 5; round += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: 'x'.repeat(10_000_000),
    })
    expect(response.status).toBe(413)
    expect(await response.text()).toBe('too_large')
  }
})

it('answers a body of unknown length in the same way', async () => {
  listening = await listen(app, { port, host: '127.0.0.1' })
  const status = await new Promise((resolve) => {
    const sending = request({ port, host: '127.0.0.1', method: 'POST' }, ({ statusCode }) => {
      sending.destroy()
      resolve(statusCode)
    })
    sending.on('error', () => undefined)
    Readable.from(endless()).pipe(sending)
  })
  expect(status).toBe(413)
})

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536)
}

/** Writes this to the server, and resolves to all that it answers until it hangs up. */
function converse(
  text: string,
  more: (socket: Socket) => void = () => undefined,
  to = port,
): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(to, '127.0.0.1', () => {
      socket.write(text)
      more(socket)
    })
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}

const idlePort = await freePort()
const idle = await listen(app, { port: idlePort, host: '127.0.0.1' })
afterAll(() => idle.stop())

/** Begun before the first test and read by the last, since it takes about as long as all the others. */
const idleConversation = converse(
  ONE_POST,
  (socket) => setTimeout(() => socket.write(ONE_POST.replace('host', 'connection: close\r\nhost')), 6_500),
  idlePort,
)

it('knows who sent a request even if they hang up at once, and drops it once they have gone', async () => {
  const seen: (string | undefined)[] = []
  const noting = {
    fetch(_: Request, bindings: unknown) {
      seen.push(clientAddress(bindings))
      return new Response('')
    },
  }
  listening = await listen(noting, { port, host: '127.0.0.1' })
  for (let n = 0; n < 50; n += 1) {
    const socket = await connected()
    socket.end('GET / HTTP/1.1\r\nhost: relay\r\n\r\n')
    socket.destroy()
  }
  await fetch(`http://127.0.0.1:${port}/`)
  expect(new Set(seen)).toEqual(new Set(['127.0.0.1']))
})

it('accepts the address of a form with hundreds of options', async () => {
  const echo = { fetch: ({ url }: Request) => new Response(`${url.length}`) }
  listening = await listen(echo, { port, host: '127.0.0.1' })
  const address = `http://127.0.0.1:${port}/form?custom-fields=${'x'.repeat(60_000)}`
  expect(await (await fetch(address)).text()).toBe(`${address.length}`)
})

it('explains that an address is too long, every time', async () => {
  const counting = countingApp()
  listening = await listen(counting, { port, host: '127.0.0.1' })
  for (let round = 0; round < 5; round += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/form?custom-fields=${'x'.repeat(1_000_000)}`)
    expect(response.status).toBe(431)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).toMatch(/longer than 64 kB/)
  }
  expect(counting.asked()).toBe(0)
})

it('explains that a request is not HTTP, and repeats nothing of it', async () => {
  listening = await listen(app, { port, host: '127.0.0.1' })
  const answer = await converse('<script>alert(1)</script>\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[\s\S]+\r\n\r\nThe relay cannot read this request/)
  expect(answer).not.toContain('script')
})

it.each([
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['the PROXY protocol', 'PROXY TCP4 192.0.2.1 192.0.2.2 40000 443\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
])('tells a proxy that speaks %s what it may speak', async (_, sent) => {
  listening = await listen(app, { port, host: '127.0.0.1' })
  expect(await converse(sent)).toMatch(/plain HTTP\/1\.1, without TLS and without the PROXY protocol/)
})

it('hangs up on a client that sends headers without end', async () => {
  listening = await listen(app, { port, host: '127.0.0.1' })
  const begun = Date.now()
  const answer = await converse('GET / HTTP/1.1\r\nhost: x\r\nx: ', (socket) => {
    const sending = setInterval(() => socket.write('x'.repeat(10_000)), 10)
    socket.once('close', () => clearInterval(sending))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  expect(Date.now() - begun).toBeLessThan(20_000)
})

it('writes no explanation into an answer that has begun', async () => {
  const half = {
    fetch: () => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) })
      return new Response(body, { headers: { 'content-length': '1000' } })
    },
  }
  listening = await listen(half, { port, host: '127.0.0.1' })
  const answer = await converse('GET / HTTP/1.1\r\nhost: x\r\n\r\n', (socket) =>
    socket.once('data', () => socket.write('no request\r\n\r\n')),
  )
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  expect(answer).toContain('HTTP/1.1 200')
})

it('tells the application the address of a request, which limits by network depend on', async () => {
  const app = new Hono().get('/', (context) => context.text(String(getConnInfo(context).remote.address)))
  listening = await listen(app, { port, host: '127.0.0.1' })
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('127.0.0.1')
})

it.each(['', 'Host:\r\n'])('answers an HTTP/1.0 health check without a host (%j)', async (host) => {
  const app = new Hono().get('/health/ready', (context) => context.text('ready'))
  listening = await listen(app, { port, host: '127.0.0.1' })
  const socket = await connected()
  socket.write(`GET /health/ready HTTP/1.0\r\n${host}\r\n`)
  const answer = await text(socket)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).toMatch(/ready$/)
})

it('lets a pending answer finish when it stops', async () => {
  let finish: (response: Response) => void = () => undefined
  const slow = { fetch: () => new Promise<Response>((resolve) => (finish = resolve)) }
  listening = await listen(slow, { port, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${port}/`)
  await expect.poll(() => finish.length).toBe(1)
  const stopped = listening.stop()
  finish(new Response('done'))
  expect(await (await answer).text()).toBe('done')
  await stopped
})

it('ends each connection with its next answer while it drains, and takes new ones', async () => {
  const draining = await listen(app, { port, host: '127.0.0.1' })
  listening = draining
  const answers = await converse(ONE_POST, (socket) =>
    socket.once('data', () => {
      draining.drain()
      socket.write(ONE_POST)
    }),
  )
  expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
  expect(answers).toMatch(/connection: keep-alive[\s\S]+connection: close/i)
  expect(await converse(ONE_POST)).toMatch(/^HTTP\/1\.1 200 [\s\S]+connection: close/i)
})

it('hangs up on a client that sends a byte at a time', async () => {
  listening = await listen(app, { port, host: '127.0.0.1', requestMs: 1000 })
  const begun = Date.now()
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n')
    })
    const drip = setInterval(() => socket.write('x'), 200)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(drip)
      resolve(text)
    })
  })
  expect(answer).toContain('408')
  expect(Date.now() - begun).toBeLessThan(20_000)
})

it.each(ABUSES)('answers the next visitor at once beside a crowd of clients: %s', async (abuse) => {
  const counting = countingApp('x'.repeat(LARGE))
  listening = await listen(counting, { port, host: '127.0.0.1', requestMs: 60_000 })
  const crowd = await connectAbusiveClients(port, abuse, 100)
  const begun = Date.now()
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect((await response.text()).length).toBe(LARGE)
  // The visitor waits neither for a slow client's timeout nor for more than a few requests of each client.
  expect(Date.now() - begun).toBeLessThan(20_000)
  expect(counting.asked()).toBeLessThanOrEqual(100 * 4 + 1)
  expect(crowd.connected()).toBe(100)
  crowd.disconnect()
})

it.each(['silent', 'slow_headers'] as const)(
  'ends the connections of a crowd of clients: %s',
  async (abuse) => {
    listening = await listen(large, { port, host: '127.0.0.1', requestMs: 500 })
    const crowd = await connectAbusiveClients(port, abuse, 100)
    await expect.poll(crowd.closed).toBe(100)
    crowd.disconnect()
  },
)

it('hangs up on a client that does not read the answer', async () => {
  // More than the buffers between client and server hold.
  const body = new Uint8Array(32_000_000)
  // If the machine stalls for half a second, a connection is closed before its request is read.
  let answered = 0
  let hungUp = 0
  const huge = {
    fetch(_: Request, { incoming }: HttpBindings | Http2Bindings) {
      answered += 1
      incoming.socket.once('close', () => {
        hungUp += 1
      })
      return new Response(body)
    },
  }
  listening = await listen(huge, { port, host: '127.0.0.1', unreadMs: 500 })
  const crowd = await connectAbusiveClients(port, 'not_reading', 2)
  await expect.poll(() => answered > 0 && hungUp === answered).toBe(true)
  crowd.disconnect()
})

it('hangs up on a client that sends request after request without waiting', async () => {
  const counting = countingApp()
  listening = await listen(counting, { port, host: '127.0.0.1' })
  const crowd = await connectAbusiveClients(port, 'pipelining', 20)
  await expect.poll(crowd.closed).toBe(20)
  expect(counting.asked()).toBeLessThanOrEqual(20 * 4)
  crowd.disconnect()
})

it('closes idle connections when there are too many', async () => {
  listening = await listen(large, { port, host: '127.0.0.1', connections: 50 })
  const crowd = await connectAbusiveClients(port, 'idle', 45)
  await expect.poll(crowd.answered).toBe(45)
  for (let n = 0; n < 10; n += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
    expect(response.status).toBe(200)
    await response.text()
  }
  const more = await connectAbusiveClients(port, 'idle', 10)
  await expect.poll(crowd.closed).toBeGreaterThan(0)
  crowd.disconnect()
  more.disconnect()
})

it('answers a post on a connection that was idle for longer than Node keeps one by default', async () => {
  const answers = await idleConversation
  expect(answers.match(/HTTP\/1.1 200/g)).toHaveLength(2)
  expect(answers).toContain('timeout=75')
})
