import { z } from 'zod'

const status = z.int().min(200).max(599)
const statusWithBody = status.refine(
  (one) => ![204, 205, 304].includes(one),
  'Never has a body: take the fault `empty`',
)

const fault = z.discriminatedUnion('kind', [
  /** That status, with the documented body unless another is given; nothing is done. */
  z.strictObject({
    kind: z.literal('status'),
    status: statusWithBody,
    body: z.json().optional(),
  }),
  /** The right answer, later. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  /** No answer; or the head and half of the body, and then nothing more. */
  z.strictObject({ kind: z.literal('hang'), when: z.enum(['before', 'body']).default('before') }),
  /** The connection breaks, before anything was done or in the middle of the body. */
  z.strictObject({ kind: z.literal('cut'), when: z.enum(['before', 'body']).default('before') }),
  /** Everything is done as asked, and the connection breaks before the answer. */
  z.strictObject({ kind: z.literal('applied-then-cut') }),
  /** Everything is done as asked; the answer's JSON ends in the middle. */
  z.strictObject({ kind: z.literal('malformed') }),
  /** The page of some gateway on the way. */
  z.strictObject({ kind: z.literal('html'), status: statusWithBody.default(502) }),
  /** That status without a body. */
  z.strictObject({ kind: z.literal('empty'), status: status.default(200) }),
])

/** A fault, and for which calls: by the start of the path, so many times, so long. Neither bound: until taken back. */
export const faultRule = z.strictObject({
  path: z.string().startsWith('/').optional(),
  times: z.int().min(1).optional(),
  for_ms: z.int().min(1).optional(),
  fault,
})

export type Fault = z.infer<typeof fault>
export type FaultRule = z.infer<typeof faultRule>
/** A rule as it is written, where what has a default may be left out. */
export type FaultOrder = z.input<typeof faultRule>

export type Faults = {
  add(order: FaultOrder): void
  /** The fault for a call to this path, from the oldest rule that fits; counts it as used. */
  take(path: string): Fault | undefined
  active(): FaultRule[]
  clear(): void
}

export function createFaults(now: () => number): Faults {
  type Standing = { rule: FaultRule; left: number; until: number }
  let standing: Standing[] = []

  function alive(): Standing[] {
    standing = standing.filter(({ left, until }) => left > 0 && now() < until)
    return standing
  }

  return {
    add(order) {
      const rule = faultRule.parse(order)
      const until = rule.for_ms === undefined ? Number.POSITIVE_INFINITY : now() + rule.for_ms
      standing.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY, until })
    },
    take(path) {
      const found = alive().find(({ rule }) => path.startsWith(rule.path ?? '/'))
      if (found !== undefined) found.left -= 1
      return found?.rule.fault
    },
    active: () => alive().map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule)),
    clear() {
      standing = []
    },
  }
}
