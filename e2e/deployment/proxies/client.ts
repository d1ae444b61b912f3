import { request as requestPlainly } from 'node:http'
import { connect, constants } from 'node:http2'
import { request } from 'node:https'
import { connect as connectTls } from 'node:tls'

export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** A server on this machine, and the name that it is asked by. `ca`: the authority of its certificate, if it speaks TLS. */
export type Place = { port: number; ca?: string; host: string }

export type Question = {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Of HTTP; by default 2, and always 1 without TLS. */
  version?: 1 | 2
  /** The address of this machine that the question comes from. */
  from?: string
}

/** Asks on a connection of its own, and rejects if there is no whole answer. */
export function ask(place: Place, path: string, question: Question = {}): Promise<Answer> {
  const { ca } = place
  return question.version === 1 || ca === undefined
    ? askHttp1(place, path, question)
    : askHttp2({ ...place, ca }, path, question)
}

async function askHttp2(
  { port, ca, host }: Place & { ca: string },
  path: string,
  question: Question,
): Promise<Answer> {
  const { method = 'GET', headers = {}, body, from = '127.0.0.1' } = question
  const tls = { host: '127.0.0.1', port, ca, servername: host, ALPNProtocols: ['h2'], localAddress: from }
  const session = connect(`https://${host}`, { createConnection: () => connectTls(tls) })
  try {
    return await new Promise<Answer>((resolve, reject) => {
      session.once('error', reject)
      const stream = session.request({
        ...{ [constants.HTTP2_HEADER_METHOD]: method, [constants.HTTP2_HEADER_PATH]: path },
        ...{ [constants.HTTP2_HEADER_AUTHORITY]: host, ...headers },
      })
      const chunks: Buffer[] = []
      let heads: Record<string, string | string[] | undefined> = {}
      stream.once('response', (received) => {
        heads = { ...received }
      })
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('error', reject)
      stream.once('close', () => {
        if (heads[':status'] === undefined) return reject(new Error(`No answer to ${method} ${path}`))
        resolve({ status: Number(heads[':status']), headers: heads, body: Buffer.concat(chunks) })
      })
      stream.end(body)
    })
  } finally {
    session.destroy()
  }
}

function askHttp1({ port, ca, host }: Place, path: string, question: Question): Promise<Answer> {
  const { method = 'GET', headers = {}, body, from = '127.0.0.1' } = question
  return new Promise((resolve, reject) => {
    const asked = (ca === undefined ? requestPlainly : request)(
      {
        ...{ host: '127.0.0.1', port, servername: host, localAddress: from, agent: false },
        ...{ path, method, headers: { host, ...headers }, ...(ca !== undefined && { ca }) },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}
