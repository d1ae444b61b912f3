import type { Identifiers } from './account/identifiers.ts'
import { documentedAnswer, quotaExceeded, throttled } from './api/vendor-errors.ts'
import type { Calls } from './rules/call-log.ts'
import type { Fault, Faults } from './rules/faults.ts'
import type { Pace } from './rules/rate-limit.ts'
import type { Answer } from './simulated-response.ts'

const MOST_BYTES = 1_048_576

export type UpstreamParts = {
  calls: Calls
  faults: Faults
  identifiers: Identifiers
  apiPace: Pace
  tokenPace: Pace
  handle: (request: Request) => Promise<Response>
  sleep: (ms: number) => Promise<unknown>
}

/** What stands before every call made to Constant Contact: the log, the pace, and the faults that are switched on. */
export function createUpstream(parts: UpstreamParts): (request: Request) => Promise<Answer> {
  const { calls, faults, identifiers } = parts

  function refusedByPace(path: string): Response | undefined {
    const pace = path.startsWith('/v3/')
      ? parts.apiPace
      : path.endsWith('/token')
        ? parts.tokenPace
        : undefined
    const verdict = pace?.admit() ?? 'admitted'
    if (verdict === 'admitted') return undefined
    return verdict === 'throttled' ? throttled() : quotaExceeded()
  }

  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const request_id = identifiers.uuid()
    const text = await request.text()
    const call = calls.begin({ method: request.method, path: pathname + search, request_id, text })
    const refusal = text.length > MOST_BYTES ? new Response(null, { status: 413 }) : refusedByPace(pathname)
    const fault = refusal === undefined ? faults.take(pathname) : undefined
    call.fault = fault?.kind ?? null
    const { url, method, headers, signal } = request
    const handle = () =>
      parts.handle(new Request(url, { method, headers, signal, ...(text === '' ? {} : { body: text }) }))
    const answer = refusal === undefined ? await answerWith(fault, handle, parts.sleep) : whole(refusal)
    if (answer.kind === 'nothing') calls.end(call, null)
    else {
      answer.response = marked(answer.response, request_id)
      calls.end(call, answer.response.status)
    }
    return answer
  }
}

async function answerWith(
  fault: Fault | undefined,
  handle: () => Promise<Response>,
  sleep: UpstreamParts['sleep'],
): Promise<Answer> {
  switch (fault?.kind) {
    case undefined:
      return whole(await handle())
    case 'status':
      return whole(
        fault.body === undefined
          ? documentedAnswer(fault.status)
          : Response.json(fault.body, { status: fault.status }),
      )
    case 'delay':
      await sleep(fault.ms)
      return whole(await handle())
    case 'hang':
    case 'cut':
      if (fault.when === 'before') return { kind: 'nothing', ending: fault.kind }
      return { kind: 'half', response: await handle(), ending: fault.kind }
    case 'applied-then-cut':
      await handle()
      return { kind: 'nothing', ending: 'cut' }
    case 'malformed':
      return whole(await brokenOff(await handle()))
    case 'html':
      return whole(gatewayPage(fault.status))
    case 'empty':
      return whole(new Response(null, { status: fault.status }))
  }
}

function whole(response: Response): Answer {
  return { kind: 'whole', response }
}

async function brokenOff(response: Response): Promise<Response> {
  const text = await response.text()
  const { status, headers } = response
  return new Response(text.slice(0, Math.ceil(text.length / 2)) || '{', { status, headers })
}

function gatewayPage(status: number): Response {
  const html = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>\n`
  return new Response(html, { status, headers: { 'Content-Type': 'text/html' } })
}

function marked(response: Response, request_id: string): Response {
  const headers = new Headers(response.headers)
  headers.set('x-amzn-RequestId', request_id)
  return new Response(response.body, { status: response.status, headers })
}
