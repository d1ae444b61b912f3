/**
 * What a caller gets: a complete response; the first half of one before the connection breaks or falls silent; or
 * nothing. `listen.ts` plays it on a socket, `fetchSimulated` as `fetch` would report it.
 */
export type SimulatedResponse =
  | { kind: 'complete'; response: Response }
  | { kind: 'partial'; response: Response; ending: 'cut' | 'hang' }
  | { kind: 'none'; ending: 'cut' | 'hang' }

/** Behaves like `fetch`: rejects with a TypeError for a cut, and with the signal's reason after a hang. */
export async function fetchSimulated(
  pending: Promise<SimulatedResponse>,
  signal: AbortSignal,
): Promise<Response> {
  const simulated = await Promise.race([pending, aborted(signal)])
  if (simulated.kind === 'complete') return simulated.response
  if (simulated.kind === 'none') {
    if (simulated.ending === 'cut') throw new TypeError('fetch failed')
    return aborted(signal)
  }
  const start = await firstHalf(simulated.response)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(start)
      if (simulated.ending === 'hang') whenAborted(signal, (reason) => controller.error(reason))
    },
    pull(controller) {
      if (simulated.ending === 'cut') controller.error(new TypeError('terminated'))
    },
  })
  const { status, headers } = simulated.response
  return new Response(body, { status, headers })
}

/** The first half of a body, rounded up so that it is never empty. */
export async function firstHalf(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  return bytes.slice(0, Math.ceil(bytes.length / 2))
}

/** Never resolves; rejects with the signal's reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => whenAborted(signal, reject))
}

function whenAborted(signal: AbortSignal, settle: (reason: unknown) => void): void {
  if (signal.aborted) settle(signal.reason)
  else signal.addEventListener('abort', () => settle(signal.reason), { once: true })
}
