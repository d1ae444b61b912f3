import type { Answer } from '../../constant-contact/api/answer.ts'
import type { Client } from '../../constant-contact/api/client.ts'
import type { Action, RefusalCode } from '../../contract.ts'

/** What a visitor was told. */
type SignUpResult = Action | RefusalCode
/** How Constant Contact answered a call; `read` for one that only reads. */
type Answered = Answer['kind'] | 'read'
type CallName = 'sign_up' | 'resubscribe' | 'find_contact' | 'privileges'

/** Bounds in seconds: Constant Contact answers in a few hundred milliseconds, and a call times out after ten seconds. */
const BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10]
/** Exported as 0 from the start, so that the first one shows as an increase. */
const USUAL: readonly SignUpResult[] = ['created', 'updated', 'accepted']

export type Measurements = ReturnType<typeof createMeasurements>
/** What this process has counted since it started. */
export type Counted = ReturnType<Measurements['counted']>

/** Counts in memory what no table holds, for this process. */
export function createMeasurements() {
  const signUps = new Map<SignUpResult, number>(USUAL.map((result) => [result, 0]))
  const calls = new Map<string, { call: CallName; answer: Answered; count: number }>()
  const buckets = BOUNDS.map((le) => ({ le, count: 0 }))
  let sum = 0
  let count = 0

  return {
    signUp(result: SignUpResult): void {
      signUps.set(result, (signUps.get(result) ?? 0) + 1)
    },
    call(call: CallName, answer: Answered, seconds: number): void {
      const key = `${call} ${answer}`
      calls.set(key, { call, answer, count: (calls.get(key)?.count ?? 0) + 1 })
      for (const bucket of buckets) if (seconds <= bucket.le) bucket.count += 1
      sum += seconds
      count += 1
    },
    counted: () => ({ signUps, calls: [...calls.values()], latency: { buckets, count, sum } }),
  }
}

/** The same client, with its calls counted and timed. `now` in milliseconds, by a clock that nobody sets. */
export function measuredClient(client: Client, measurements: Measurements, now: () => number): Client {
  async function measured<R extends { kind: Answered }>(
    call: CallName,
    request: () => Promise<R>,
  ): Promise<R> {
    const start = now()
    const result = await request()
    measurements.call(call, result.kind, (now() - start) / 1000)
    return result
  }
  return {
    ...client,
    signUp: (...parts) => measured('sign_up', () => client.signUp(...parts)),
    resubscribe: (...parts) => measured('resubscribe', () => client.resubscribe(...parts)),
    findContact: (...parts) => measured('find_contact', () => client.findContact(...parts)),
    privileges: (...parts) => measured('privileges', () => client.privileges(...parts)),
  }
}
