import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import { nextDueAt } from '../../outbox/due-query.ts'
import type { FaultRuleInput } from '../../sandbox/rules/faults.ts'
import type { Engine } from '../../store/database.ts'
import { createTestClock } from '../../testing/clock.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { LONG_TEST_MS, runs } from '../../testing/long-run.ts'
import { aRelay, signUpRows } from '../../testing/relay.ts'
import { LIST, OTHER_LIST } from '../../testing/sign-up.ts'
import { aVendor, paceWasKept, signUpCalls } from '../../testing/vendor.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Policy } from '../policy.ts'

const PEOPLE = ['ada@example.org', 'bob@example.org', 'eve@example.org']

/** Faults that pass; what is refused for good is another test's. */
const FAULTS: FaultRuleInput['fault'][] = [
  { kind: 'status', status: 401 },
  { kind: 'status', status: 409 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 503 },
  { kind: 'cut' },
  { kind: 'cut', when: 'body' },
  { kind: 'applied-then-cut' },
  { kind: 'malformed' },
  { kind: 'html' },
]

const signUp = fc.record({
  person: fc.constantFrom(...PEOPLE),
  field: fc.constantFrom('first_name', 'last_name', 'job_title'),
  list: fc.constantFrom(LIST, OTHER_LIST),
})
const happening = fc.oneof(
  { weight: 6, arbitrary: signUp.map((said) => ({ kind: 'sign_up', ...said }) as const) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 30 }).map((steps) => ({ kind: 'time', steps }) as const),
  },
  { weight: 2, arbitrary: fc.constantFrom(...FAULTS).map((fault) => ({ kind: 'fault', fault }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'revoke' } as const) },
)

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** What a contact has become after one more sign-up, if each is told by itself. */
function after(policy: Policy, was: Partial<SignUp> | undefined, part: Partial<SignUp>): Partial<SignUp> {
  const lists = [...new Set([...(was?.list_memberships ?? []), ...(part.list_memberships ?? [])])]
  const isOnEvery = was !== undefined && lists.length === was.list_memberships?.length
  const isTold = was === undefined || policy === 'update' || (policy === 'complete' && !isOnEvery)
  return { ...was, ...(isTold && part), list_memberships: lists }
}

async function live(engine: Engine, policy: Policy, happenings: Happening[]): Promise<void> {
  const database = await newDatabase(engine)
  const clock = createTestClock()
  const vendor = aVendor(clock)
  const said = new Map<string, Partial<SignUp>>()
  let relay = await aRelay(database, clock, vendor, { policy })
  relay.dispatcher.start()
  for (const [n, one] of happenings.entries()) {
    if (one.kind === 'sign_up') {
      const part = { [one.field]: `${n}`, list_memberships: [one.list] }
      await relay.take({ email_address: one.person, ...part })
      said.set(one.person, after(policy, said.get(one.person), part))
    }
    if (one.kind === 'time') {
      const end = clock.now() + 20 * one.steps
      await clock.runUntil(() => clock.now() >= end)
    }
    if (one.kind === 'fault') vendor.sandbox.control.addFault({ path: '/v3/', fault: one.fault, times: 1 })
    if (one.kind === 'revoke') vendor.sandbox.control.revoke()
    if (one.kind === 'kill') {
      relay.kill()
      relay = await aRelay(database, clock, vendor, { policy })
      relay.dispatcher.start()
    }
  }
  vendor.sandbox.control.clearFaults()
  vendor.connect()
  const isOver = async () => (await signUpRows(database)).every(({ state }) => state === 'delivered')
  await clock.runUntil(async () => {
    // Where nothing happens for long, time passes at once: a call that is under way must not find its lease gone.
    const { role, inFlight, condition } = relay.dispatcher.status()
    const next = Math.max((await nextDueAt(database, [])) ?? 0, condition.restUntil)
    if (inFlight === 0) clock.advance(role === 'dispatching' ? Math.max(0, next - clock.now()) : 1000)
    return isOver()
  })
  void relay.dispatcher.stop()
  await database.close()

  expect(paceWasKept(vendor)).toBe(true)
  for (const person of PEOPLE) {
    const contact = vendor.sandbox.state().contacts.find((one) => one.email_address.address === person)
    const { list_memberships = [], ...fields } = said.get(person) ?? {}
    expect(contact ?? {}).toMatchObject(fields)
    expect(new Set(contact?.list_memberships)).toEqual(new Set(list_memberships))
    const counted = signUpCalls(vendor).filter(
      ({ body, status }) => body.email_address === person && status !== 401 && status !== 429,
    )
    for (const [index, call] of counted.slice(3).entries()) {
      expect(call.time - Number(counted[index]?.time)).toBeGreaterThanOrEqual(DAY_MS)
    }
  }
}

test.each(
  ENGINES.flatMap((engine) =>
    (['update', 'complete', 'append'] as const).map((policy) => ({ engine, policy })),
  ),
)(
  'whatever happens, nothing is lost and every contact ends as $policy promises, on $engine',
  async ({ engine, policy }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), (happenings) =>
        live(engine, policy, happenings),
      ),
      { numRuns: engine === 'sqlite' ? runs(6, 100) : runs(2, 20), endOnFailure: true },
    )
  },
  LONG_TEST_MS,
)
