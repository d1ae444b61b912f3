/**
 * What a caller gets: a whole response; half of one, and then a broken or a silent connection; or nothing at all.
 * `listen.ts` does it on the wire, `fetchAnswer` as `fetch` would show it.
 */
export type Answer =
  | { kind: 'whole'; response: Response }
  | { kind: 'half'; response: Response; ending: 'cut' | 'hang' }
  | { kind: 'nothing'; ending: 'cut' | 'hang' }

/** The answer as `fetch` would give it; rejects with a TypeError for a cut, with the signal's reason after a hang. */
export async function fetchAnswer(answering: Promise<Answer>, signal: AbortSignal): Promise<Response> {
  const answer = await Promise.race([answering, aborted(signal)])
  if (answer.kind === 'whole') return answer.response
  if (answer.kind === 'nothing') {
    if (answer.ending === 'cut') throw new TypeError('fetch failed')
    return aborted(signal)
  }
  const start = await firstHalf(answer.response)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(start)
      if (answer.ending === 'hang') whenAborted(signal, (reason) => controller.error(reason))
    },
    pull(controller) {
      if (answer.ending === 'cut') controller.error(new TypeError('terminated'))
    },
  })
  const { status, headers } = answer.response
  return new Response(body, { status, headers })
}

/** The first half of a body, rounded up, so that something comes. */
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
