import type { Clock } from '../account/clock.ts'
import type { Fault } from './faults.ts'

const MAX_CALLS = 10_000
const MAX_BODY_LENGTH = 65_536

/** A call to Constant Contact's API or token endpoint. */
export type Call = {
  id: string
  /** Milliseconds since 1970, by the sandbox's clock. */
  time: number
  method: string
  /** The path with its query. */
  path: string
  /** Null while in progress, and if the caller never saw a status. */
  status: number | null
  /** Parsed if it is JSON, otherwise the text with OAuth secrets redacted. */
  body: unknown
  /** The response's `x-amzn-RequestId`. */
  request_id: string
  fault: Fault['kind'] | null
  ms: number | null
}

/** Keeps the newest 10,000 calls. */
export type CallLog = {
  begin(call: Pick<Call, 'method' | 'path' | 'request_id'> & { text: string }): Call
  end(call: Call, status: number | null): void
  /** Newest last. */
  all(): Call[]
  received(): number
  clear(): void
}

export function createCallLog(clock: Clock, onChange: () => void): CallLog {
  let calls: Call[] = []
  let received = 0
  return {
    begin({ method, path, request_id, text }) {
      received += 1
      const call: Call = {
        id: String(received),
        time: clock.now(),
        method,
        path: redacted(path),
        status: null,
        body: parsedBody(text),
        request_id,
        fault: null,
        ms: null,
      }
      calls.push(call)
      if (calls.length > 2 * MAX_CALLS) calls = calls.slice(-MAX_CALLS)
      onChange()
      return call
    },
    end(call, status) {
      call.status = status
      call.ms = clock.now() - call.time
      onChange()
    },
    all: () => calls.slice(-MAX_CALLS),
    received: () => received,
    clear() {
      calls = []
      received = 0
    },
  }
}

function parsedBody(text: string): unknown {
  if (text === '') return null
  if (text.length > MAX_BODY_LENGTH) return `${text.slice(0, MAX_BODY_LENGTH)}…`
  try {
    return JSON.parse(text)
  } catch {
    return redacted(text)
  }
}

/** Credentials are never shown, not even those of a fictional account. */
function redacted(text: string): string {
  return text.replace(/\b(refresh_token|code|code_verifier|client_secret)=[^&\s]+/g, '$1=…')
}
