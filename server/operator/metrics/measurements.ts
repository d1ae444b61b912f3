import type { Answer } from '../../constant-contact/api/answer.ts'
import type { Action, RefusalCode } from '../../contract.ts'
import type { Histogram } from './exposition.ts'

/** What a visitor was told. */
export type Told = Action | RefusalCode
/** What Constant Contact answered: to a sign-up, or `read` to a question. */
export type Answered = Answer['kind'] | 'read'
export type CallName = 'sign_up' | 'resubscribe' | 'find_contact' | 'privileges'

/** What this process has counted since it started. */
export type Counted = {
  signUps: ReadonlyMap<Told, number>
  calls: readonly { call: CallName; answer: Answered; count: number }[]
  latency: Histogram
}

export type Measurements = {
  signUp(told: Told): void
  call(call: CallName, answer: Answered, seconds: number): void
  counted(): Counted
}

/** Bounds in seconds: the vendor answers in some hundred milliseconds, and a call is given up after ten seconds. */
const BOUNDS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10]
/** Counted from the start, so that a first one shows as a rise. */
const USUAL: readonly Told[] = ['created', 'updated', 'accepted']

/** Counts in memory what no table holds. There is one for each process, made where the parts are joined. */
export function createMeasurements(): Measurements {
  const signUps = new Map<Told, number>(USUAL.map((told) => [told, 0]))
  const calls = new Map<string, { call: CallName; answer: Answered; count: number }>()
  const buckets = BOUNDS.map((le) => ({ le, count: 0 }))
  let sum = 0
  let count = 0

  return {
    signUp(told) {
      signUps.set(told, (signUps.get(told) ?? 0) + 1)
    },
    call(call, answer, seconds) {
      const key = `${call} ${answer}`
      calls.set(key, { call, answer, count: (calls.get(key)?.count ?? 0) + 1 })
      for (const bucket of buckets) if (seconds <= bucket.le) bucket.count += 1
      sum += seconds
      count += 1
    },
    counted: () => ({
      signUps: new Map(signUps),
      calls: [...calls.values()],
      latency: { buckets: buckets.map((bucket) => ({ ...bucket })), count, sum },
    }),
  }
}
