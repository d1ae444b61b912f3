import { createServer, type IncomingMessage } from 'node:http'

export type Wiretap = {
  url: string
  /** Every token, code verifier and client secret that the relay and Constant Contact exchanged. */
  secrets(): string[]
  stop(): Promise<void>
}

/**
 * A proxy between a relay and the sandbox that records the secrets. The sandbox's application has no client secret, so
 * one that the relay sends is recorded, removed, and replaced by the client id in the body.
 */
export async function startWiretap(sandboxUrl: string): Promise<Wiretap> {
  const secrets = new Set<string>()
  const server = createServer(async (request, response) => {
    const text = await bodyOf(request)
    const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ')
    if (credentials !== '') secrets.add(credentials)
    const form = new URLSearchParams(text)
    for (const name of ['code', 'code_verifier', 'refresh_token']) {
      const value = form.get(name)
      if (value !== null) secrets.add(value)
    }
    const isBasic = scheme === 'Basic'
    if (isBasic) form.set('client_id', Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '')
    const answer = await fetch(sandboxUrl + request.url, {
      method: request.method ?? 'GET',
      redirect: 'manual',
      headers: {
        'content-type': request.headers['content-type'] ?? 'text/plain',
        ...(credentials !== '' && !isBasic ? { authorization: `${scheme} ${credentials}` } : {}),
      },
      ...(text === '' ? {} : { body: isBasic ? form.toString() : text }),
    })
    const answered = await answer.text()
    for (const [, token] of answered.matchAll(/"(?:access|refresh)_token":\s*"([^"]+)"/g))
      secrets.add(token ?? '')
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !HOP_BY_HOP.includes(name)))
    response.writeHead(answer.status, headers).end(answered)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    secrets: () => [...secrets],
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const HOP_BY_HOP = ['connection', 'content-encoding', 'content-length', 'keep-alive', 'transfer-encoding']

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
