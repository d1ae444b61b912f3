/**
 * What a caller gets: a complete response; the first half of one before the connection breaks or falls silent; or
 * nothing. `listen.ts` plays it on a socket, `fetchSimulated` as `fetch` would report it.
 */
export type SimulatedResponse =
  | { kind: 'complete'; response: Response }
  | { kind: 'partial'; response: Response; ending: 'cut' | 'hang' }
  | { kind: 'none'; ending: 'cut' | 'hang' }

/** Behaves like `fetch`: rejects with a TypeError for a cut, and with the request's signal's reason after a hang. */
export async function fetchSimulated(
  pending: Promise<SimulatedResponse>,
  request: Request,
): Promise<Response> {
  const simulated = await untilAborted(request, pending)
  if (simulated.kind === 'complete') return simulated.response
  if (simulated.kind === 'none') {
    if (simulated.ending === 'cut') throw new TypeError('fetch failed')
    return untilAborted(request, silence())
  }
  const start = await firstHalf(simulated.response)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(start)
      if (simulated.ending === 'hang')
        untilAborted(request, silence()).catch((reason) => controller.error(reason))
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

function silence(): Promise<never> {
  return new Promise(() => undefined)
}

/** Requests whose signals are awaited. Node would collect one that nothing else holds, and its signal would never abort. */
const awaited = new Set<Request>()

/** Settles as `work` does, or rejects with the signal's reason once the request is aborted. */
async function untilAborted<T>(request: Request, work: Promise<T>): Promise<T> {
  const { signal } = request
  awaited.add(request)
  try {
    const aborted = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    return await Promise.race([work, aborted])
  } finally {
    awaited.delete(request)
  }
}
