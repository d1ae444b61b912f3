import type { Clock } from '../account/clock.ts'
import type { Fault } from './faults.ts'

const KEPT = 10_000
const BODY_KEPT = 65_536

/** A call that the stand-in received in Constant Contact's place. */
export type Call = {
  id: string
  /** Milliseconds since 1970, by the stand-in's clock. */
  time: number
  method: string
  /** With the query. */
  path: string
  /** Null while under way, and when the caller never saw a status. */
  status: number | null
  /** JSON where it is JSON, else the text; secrets of OAuth are blanked. */
  body: unknown
  /** The answer's `x-amzn-RequestId`. */
  request_id: string
  fault: Fault['kind'] | null
  ms: number | null
}

/** The newest 10,000 calls. */
export type Calls = {
  begin(call: Pick<Call, 'method' | 'path' | 'request_id'> & { text: string }): Call
  end(call: Call, status: number | null): void
  /** The newest last. */
  all(): Call[]
  received(): number
  clear(): void
}

export function createCalls(clock: Clock, changed: () => void): Calls {
  let calls: Call[] = []
  let received = 0
  return {
    begin({ method, path, request_id, text }) {
      received += 1
      const call: Call = {
        id: String(received),
        time: clock.now(),
        method,
        path: blanked(path),
        status: null,
        body: readable(text),
        request_id,
        fault: null,
        ms: null,
      }
      calls.push(call)
      if (calls.length > 2 * KEPT) calls = calls.slice(-KEPT)
      changed()
      return call
    },
    end(call, status) {
      call.status = status
      call.ms = clock.now() - call.time
      changed()
    },
    all: () => calls.slice(-KEPT),
    received: () => received,
    clear() {
      calls = []
      received = 0
    },
  }
}

function readable(text: string): unknown {
  if (text === '') return null
  if (text.length > BODY_KEPT) return `${text.slice(0, BODY_KEPT)}…`
  try {
    return JSON.parse(text)
  } catch {
    return blanked(text)
  }
}

/** What opens the account is not for showing, not even the account of a bakery that does not exist. */
function blanked(text: string): string {
  return text.replace(/\b(refresh_token|code|code_verifier|client_secret)=[^&\s]+/g, '$1=…')
}
