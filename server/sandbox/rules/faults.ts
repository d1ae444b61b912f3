import { z } from 'zod'

const status = z.int().min(200).max(599)
const statusWithBody = status.refine(
  (code) => ![204, 205, 304].includes(code),
  'This status never has a body: use the fault `empty`',
)

const fault = z.discriminatedUnion('kind', [
  /** This status, with the documented body unless another is given. The call has no effect. */
  z.strictObject({
    kind: z.literal('status'),
    status: statusWithBody,
    body: z.json().optional(),
  }),
  /** The normal response, after a delay. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  /** No response; or the headers and half of the body, then silence. */
  z.strictObject({ kind: z.literal('hang'), when: z.enum(['before', 'body']).default('before') }),
  /** The connection breaks before the call takes effect, or in the middle of the response body. */
  z.strictObject({ kind: z.literal('cut'), when: z.enum(['before', 'body']).default('before') }),
  /** The call takes effect, but the connection breaks before the response. */
  z.strictObject({ kind: z.literal('applied-then-cut') }),
  /** The call takes effect, but the response's JSON is cut short. */
  z.strictObject({ kind: z.literal('malformed') }),
  /** An HTML error page, as from a gateway. The call has no effect. */
  z.strictObject({ kind: z.literal('html'), status: statusWithBody.default(502) }),
  /** This status without a body. The call has no effect. */
  z.strictObject({ kind: z.literal('empty'), status: status.default(200) }),
])

/**
 * A fault and the calls it applies to: those whose path and query begin with `path`; those about an address that ends with
 * `address`, such as `ada@example.org` or `@example.org`; a number of calls; a duration. Without limits it stays until cleared.
 */
export const faultRule = z.strictObject({
  path: z.string().startsWith('/').optional(),
  address: z.string().includes('@').toLowerCase().optional(),
  times: z.int().min(1).optional(),
  for_ms: z.int().min(1).optional(),
  fault,
})

export type Fault = z.infer<typeof fault>
type FaultRule = z.infer<typeof faultRule>
/** A rule before parsing: properties with a default may be left out. */
export type FaultRuleInput = z.input<typeof faultRule>

export type Faults = {
  add(rule: FaultRuleInput): void
  /**
   * Returns the fault for a call from the oldest matching rule, and counts the rule as used. `path` includes the query,
   * `address` is the contact's, as far as the call names one.
   */
  take(path: string, address?: string): Fault | undefined
  active(): FaultRule[]
  clear(): void
}

export function createFaults(now: () => number): Faults {
  type ActiveRule = { rule: FaultRule; left: number; until: number }
  let rules: ActiveRule[] = []

  function alive(): ActiveRule[] {
    rules = rules.filter(({ left, until }) => left > 0 && now() < until)
    return rules
  }

  return {
    add(input) {
      const rule = faultRule.parse(input)
      const until = rule.for_ms === undefined ? Number.POSITIVE_INFINITY : now() + rule.for_ms
      rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY, until })
    },
    take(path, address = '') {
      const found = alive().find(
        ({ rule }) => path.startsWith(rule.path ?? '/') && address.toLowerCase().endsWith(rule.address ?? ''),
      )
      if (found !== undefined) found.left -= 1
      return found?.rule.fault
    },
    active: () => alive().map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule)),
    clear() {
      rules = []
    },
  }
}
