import { createSearch } from './solver.ts'
import { type ScriptAddresses, trustScripts } from './trusted-types.ts'

/** A challenge of the ALTCHA protocol, version 1: the fields of its answer, except the number. */
type Challenge = {
  algorithm: 'SHA-256'
  challenge: string
  maxnumber: number
  salt: string
  signature: string
}

/** A worker that has not answered by then is not allowed, or will never answer. */
const WORKER_PATIENCE_MS = 1000
/** The page must not be kept from responding to its visitor for longer than this. */
const SLICE_MS = 10
/** How many numbers are tried between two looks at the clock: about a third of a millisecond on a phone. */
const NUMBERS_PER_TIME_CHECK = 100

function isChallenge(value: unknown): value is Challenge {
  if (typeof value !== 'object' || value === null) return false
  const kind = (name: string) => typeof Reflect.get(value, name)
  const texts = ['challenge', 'salt', 'signature'].every((name) => kind(name) === 'string')
  return texts && kind('maxnumber') === 'number' && Reflect.get(value, 'algorithm') === 'SHA-256'
}

let policy: ScriptAddresses | undefined

/** Allows the address of our own worker, and nothing else. */
function trusted(address: string): string {
  policy ??= trustScripts('signup-widget', (asked) => asked.startsWith('blob:'))
  return policy.createScriptURL(address)
}

/** The worker reports that it runs, then searches for what it is sent. */
const workerText = () => `
postMessage('ready')
onmessage = ({ data: [salt, challenge, end] }) => postMessage((${createSearch})(salt, challenge)(0, end))`

/** Finds the number in a worker; undefined if the page's policy or the browser does not allow one. */
function searchInWorker({ salt, challenge, maxnumber }: Challenge, signal: AbortSignal) {
  const address = URL.createObjectURL(new Blob([workerText()], { type: 'text/javascript' }))
  let end = () => URL.revokeObjectURL(address)
  return new Promise<number | undefined>((resolve, reject) => {
    const worker = new Worker(trusted(address))
    const giveUp = () => resolve(undefined)
    const abort = () => reject(signal.reason)
    const patience = setTimeout(giveUp, WORKER_PATIENCE_MS)
    signal.addEventListener('abort', abort)
    end = () => {
      clearTimeout(patience)
      signal.removeEventListener('abort', abort)
      worker.terminate()
      URL.revokeObjectURL(address)
    }
    worker.onerror = giveUp
    worker.onmessage = ({ data }) => {
      clearTimeout(patience)
      if (data !== 'ready') resolve(Number(data))
    }
    worker.postMessage([salt, challenge, maxnumber + 1])
  })
    .catch((reason: unknown) => (signal.aborted ? Promise.reject(reason) : undefined))
    .finally(() => end())
}

/** Lets the page do other work. By message, since a timer would add four milliseconds, and a second in the background. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise<void>((resolve) => {
    port1.onmessage = () => resolve()
    port2.postMessage('')
  }).finally(() => port1.close())
}

/** Finds the number on the page's own thread, in slices that leave it free in between. */
async function searchInSlices({ salt, challenge, maxnumber }: Challenge, signal: AbortSignal) {
  const search = createSearch(salt, challenge)
  let found = -1
  let sliceEnds = performance.now() + SLICE_MS
  for (let from = 0; found < 0 && from <= maxnumber; from += NUMBERS_PER_TIME_CHECK) {
    found = search(from, Math.min(from + NUMBERS_PER_TIME_CHECK, maxnumber + 1))
    if (performance.now() < sliceEnds) continue
    await nextTurn()
    signal.throwIfAborted()
    sliceEnds = performance.now() + SLICE_MS
  }
  return found
}

/**
 * Solves the challenge of a `proof_required` refusal and resolves to the value of `proof`. Rejects with the signal's reason
 * if aborted, and with an Error if the challenge is of another kind or has no solution.
 */
export async function solve(challenge: unknown, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  if (!isChallenge(challenge)) throw new Error('This challenge is not one that can be solved here')
  const number = (await searchInWorker(challenge, signal)) ?? (await searchInSlices(challenge, signal))
  if (number < 0) throw new Error('This challenge has no solution')
  const { algorithm, challenge: digest, salt, signature } = challenge
  return btoa(JSON.stringify({ algorithm, challenge: digest, number, salt, signature }))
}
