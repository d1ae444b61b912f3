import { type BoundedText, boundedText } from '../../http/bounded-text.ts'
import { parseJson } from '../../http/parse-json.ts'

/** A request to the vendor. `maxBytes` limits the body of the answer. */
type VendorRequest = {
  method: 'GET' | 'POST' | 'PUT'
  url: URL
  accessToken: string
  json?: unknown
  maxBytes: number
}

/**
 * No answer, or none that can be read. `status`: an answer that says the vendor cannot serve now. `unreachable`: the
 * connection was never made. `cut`: it ended early. `unreadable`: a redirect, or a body that is not what it should be.
 * `sent` is false only where the vendor cannot have seen the request.
 */
export type Down = {
  kind: 'down'
  cause: 'status' | 'timeout' | 'cut' | 'unreachable' | 'unreadable'
  sent: boolean
  status?: number
  /** The system's code for a connection that never stood, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  code?: string
}

/**
 * `isPage`: the body is HTML, so a gateway answered in place of the vendor. `text`: what was read whole, though it is no JSON.
 */
export type Body =
  | { kind: 'json'; value: unknown }
  | { kind: 'unread'; cause: 'timeout' | 'cut' | 'unreadable'; isPage: boolean; text?: string }

/** `requestId` is the vendor's own id of the exchange, which its support asks for. */
export type Exchange = { requestId?: string } & ({ kind: 'answered'; status: number; body: Body } | Down)

export type SendRequest = (request: VendorRequest) => Promise<Exchange>

type Parts = { fetch: typeof globalThis.fetch; timeoutMs: number; abortAfter: (ms: number) => AbortSignal }

/** AWS request ids are UUIDs; anything else is not logged. */
const REQUEST_ID = /^[\w=-]{1,100}$/

/**
 * Sends one request and reads its whole answer within `timeoutMs`. Redirects are not followed, so that the token is never
 * sent to another host. Never rejects.
 */
export function createExchange({ fetch, timeoutMs, abortAfter }: Parts): SendRequest {
  return async ({ method, url, accessToken, json, maxBytes }) => {
    const signal = abortAfter(timeoutMs)
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${accessToken}` })
    const init: RequestInit = { method, headers, redirect: 'manual', signal }
    if (json !== undefined) {
      headers.set('content-type', 'application/json')
      init.body = JSON.stringify(json)
    }
    let response: Response
    try {
      response = await fetch(url, init)
    } catch (error) {
      if (signal.aborted) return { kind: 'down', cause: 'timeout', sent: true }
      if (!neverConnected(error)) return { kind: 'down', cause: 'cut', sent: true }
      const code = codeOf(error)
      return { kind: 'down', cause: 'unreachable', sent: false, ...(code !== undefined && { code }) }
    }
    const isPage = /^(text\/html|application\/xhtml)\b/i.test(response.headers.get('content-type') ?? '')
    const body = readJson(await boundedText(response, maxBytes, signal), isPage)
    const id = response.headers.get('x-amzn-requestid') ?? ''
    return { kind: 'answered', status: response.status, body, ...(REQUEST_ID.test(id) && { requestId: id }) }
  }
}

function readJson(read: BoundedText, isPage: boolean): Body {
  if (read.kind === 'cut' || read.kind === 'timeout') return { kind: 'unread', cause: read.kind, isPage }
  if (read.kind !== 'text') return { kind: 'unread', cause: 'unreadable', isPage }
  const value = parseJson(read.text)
  if (value !== undefined) return { kind: 'json', value }
  const text = read.text.trim()
  return { kind: 'unread', cause: 'unreadable', isPage: isPage || text.startsWith('<'), text }
}

/**
 * True where the fault arose while looking up the name or opening the connection, before a byte was sent. `fetch`
 * wraps the system's error as `cause`; several addresses of one name give an AggregateError.
 */
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  if ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) return true
  if ('code' in error && NEVER_CONNECTED.test(String(error.code))) return true
  // Node has no code of its own for a connection that ends within the TLS handshake.
  if (error.message.includes('before secure TLS connection was established')) return true
  return neverConnected(error.cause)
}

/** A timeout while connecting, or a TLS handshake that failed: OpenSSL's names for a certificate that is not valid. */
const NEVER_CONNECTED =
  /^(UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|.*_CERT|.*_CERT_.*|UNABLE_TO_.*|.*SELF_SIGNED.*|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|.*_CRL.*)$/

/** The first code in an error and its causes, as far as it may be logged. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return /^[A-Z][A-Z\d_]{1,60}$/.test(code) ? code : codeOf(error.cause)
}
