import type { Identifiers } from './account/identifiers.ts'
import { documentedResponse, quotaExceeded, throttled } from './api/vendor-errors.ts'
import type { CallLog } from './rules/call-log.ts'
import type { Fault, Faults } from './rules/faults.ts'
import type { RateLimit } from './rules/rate-limit.ts'
import type { SimulatedResponse } from './simulated-response.ts'

const MAX_BYTES = 1_048_576

type Dependencies = {
  calls: CallLog
  faults: Faults
  identifiers: Identifiers
  apiRateLimit: RateLimit
  tokenRateLimit: RateLimit
  handle: (request: Request) => Promise<Response>
  sleep: (ms: number) => Promise<unknown>
}

/** Handles every call made to Constant Contact: logs it, applies rate limits and active faults, and passes it on. */
export function createGateway(services: Dependencies): (request: Request) => Promise<SimulatedResponse> {
  const { calls, faults, identifiers } = services

  function refusedByRateLimit(path: string): Response | undefined {
    const rateLimit = path.startsWith('/v3/')
      ? services.apiRateLimit
      : path.endsWith('/token')
        ? services.tokenRateLimit
        : undefined
    const verdict = rateLimit?.admit() ?? 'admitted'
    if (verdict === 'admitted') return undefined
    return verdict === 'throttled' ? throttled() : quotaExceeded()
  }

  return async (request) => {
    const { pathname, search, searchParams } = new URL(request.url)
    const request_id = identifiers.uuid()
    const text = await request.text()
    const call = calls.begin({ method: request.method, path: pathname + search, request_id, text })
    const refusal =
      text.length > MAX_BYTES ? new Response(null, { status: 413 }) : refusedByRateLimit(pathname)
    const address = addressIn(call.body) ?? searchParams.get('email') ?? undefined
    const fault = refusal === undefined ? faults.take(pathname + search, address) : undefined
    call.fault = fault?.kind ?? null
    const { url, method, headers, signal } = request
    const handle = () =>
      services.handle(new Request(url, { method, headers, signal, ...(text === '' ? {} : { body: text }) }))
    const simulated =
      refusal === undefined ? await respondWith(fault, handle, services.sleep) : complete(refusal)
    if (simulated.kind === 'none') calls.end(call, null)
    else {
      simulated.response = withRequestId(simulated.response, request_id)
      calls.end(call, simulated.response.status)
    }
    return simulated
  }
}

/** The address that a call is about, as far as its body names one. */
function addressIn(body: unknown): string | undefined {
  return typeof body === 'object' && body !== null && 'email_address' in body
    ? String(body.email_address)
    : undefined
}

async function respondWith(
  fault: Fault | undefined,
  handle: () => Promise<Response>,
  sleep: Dependencies['sleep'],
): Promise<SimulatedResponse> {
  switch (fault?.kind) {
    case undefined:
      return complete(await handle())
    case 'status':
      return complete(
        fault.body === undefined
          ? documentedResponse(fault.status)
          : Response.json(fault.body, { status: fault.status }),
      )
    case 'delay':
      await sleep(fault.ms)
      return complete(await handle())
    case 'hang':
    case 'cut':
      if (fault.when === 'before') return { kind: 'none', ending: fault.kind }
      return { kind: 'partial', response: await handle(), ending: fault.kind }
    case 'applied-then-cut':
      await handle()
      return { kind: 'none', ending: 'cut' }
    case 'malformed':
      return complete(await truncated(await handle()))
    case 'html':
      return complete(gatewayPage(fault.status))
    case 'empty':
      return complete(new Response(null, { status: fault.status }))
  }
}

function complete(response: Response): SimulatedResponse {
  return { kind: 'complete', response }
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text()
  const { status, headers } = response
  return new Response(text.slice(0, Math.ceil(text.length / 2)) || '{', { status, headers })
}

function gatewayPage(status: number): Response {
  const html = `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>\n`
  return new Response(html, { status, headers: { 'Content-Type': 'text/html' } })
}

function withRequestId(response: Response, request_id: string): Response {
  const headers = new Headers(response.headers)
  headers.set('x-amzn-RequestId', request_id)
  return new Response(response.body, { status: response.status, headers })
}
