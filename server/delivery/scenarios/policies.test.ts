import { describe, expect, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import { nextDueAt } from '../../outbox/due-query.ts'
import { ENGINES } from '../../testing/databases.ts'
import { CELLS, type Told } from '../../testing/policy-table.ts'
import { signUpRows } from '../../testing/relay.ts'
import { aSignUp, LIST, OTHER_LIST, REQUEST } from '../../testing/sign-up.ts'
import { paceWasKept, signUpCalls, type Vendor } from '../../testing/vendor.ts'
import { aWorld } from '../../testing/world.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import type { Policy } from '../policy.ts'

const EMAIL = 'Ada+news@example.org'

function apiCalls({ sandbox }: Vendor) {
  return sandbox
    .state()
    .calls.filter(({ path }) => path.startsWith('/v3/contacts'))
    .map(
      ({ method, path, status }) =>
        `${method} ${path.replace(/\?.*/, '').replace(/[\da-f-]{36}/, 'id')} ${status}`,
    )
}

const FOUND = 'GET /v3/contacts 200'
const MADE: Record<Told, string[]> = {
  everything: ['POST /v3/contacts/sign_up_form 200'],
  lists: ['POST /v3/contacts/sign_up_form 200'],
  resubscribe: ['PUT /v3/contacts/resubscribe/id 200'],
  nothing: [],
  held: [],
  waits: [],
}

/** What is known of a sign-up then; `accepted` reads the sentence for all, since it changed nothing. */
const OUTCOME: Record<Told, string> = {
  everything: 'updated',
  lists: 'updated',
  resubscribe: 'accepted',
  nothing: 'accepted',
  held: 'unconfirmed',
  waits: 'pending_at_vendor',
}

test.each(['update', 'complete', 'append'] as const)(
  'with %s nobody waits in vain, and as many wait as can be told in time',
  async (policy) => {
    const world = await aWorld('sqlite', { policy })
    world.dispatcher.start()
    const told: Promise<string>[] = []
    for (let round = 0; round < 5; round += 1) {
      for (let n = 0; n < 4; n += 1) {
        const recorded = await world.outbox.record(
          aSignUp({ email_address: `${round}.${n}@example.org` }),
          REQUEST,
        )
        if (recorded.kind !== 'recorded' || recorded.progress?.kind !== 'waiting') throw new Error('full')
        if (!recorded.progress.awaited) continue
        const settled = world.outbox.settled(recorded.id, 2000, recorded.progress)
        told.push(settled.then(({ kind }) => kind))
      }
      const end = world.clock.now() + 1000
      await world.until(() => world.clock.now() >= end)
    }
    expect(new Set(await world.clock.run(Promise.all(told)))).toEqual(new Set(['delivered']))
    expect(told.length).toBeGreaterThanOrEqual(policy === 'update' ? 16 : 7)
  },
)

test.each<[Policy, string[], Partial<SignUp>[], string[]]>([
  ['append', [LIST], [{ first_name: 'Eve' }, { list_memberships: [OTHER_LIST] }], ['accepted', 'updated']],
  ['append', [LIST], [{ list_memberships: [OTHER_LIST] }, { first_name: 'Eve' }], ['updated', 'accepted']],
  ['complete', [], [{ first_name: 'Ada' }, { first_name: 'Eve' }], ['updated', 'accepted']],
])(
  'with %s, of two that go out together, one that changes nothing is not told that it did',
  async (policy, lists, signUps, outcomes) => {
    const world = await aWorld('sqlite', { policy })
    world.vendor.sandbox.control.putContacts([
      { email_address: EMAIL.toLowerCase(), permission_to_send: 'explicit', list_memberships: lists },
    ])
    for (const part of signUps) await world.take({ ...part, email_address: EMAIL })
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(outcomes)
    expect(signUpCalls(world.vendor)).toHaveLength(1)
  },
)

describe.each([false, true])('with the first answer lost: %s', (isLost) => {
  const other = { last_name: 'Byron', list_memberships: [OTHER_LIST] }
  test.each<[Policy, string, Partial<SignUp>[], string[], string]>([
    ['complete', 'to the same list', [{}, { last_name: 'Byron' }], ['created', 'accepted'], 'nobody'],
    ['complete', 'to another list', [{}, other], ['created', 'updated'], 'Byron'],
    ['complete', 'of three', [{}, { last_name: 'X' }, other], ['created', 'accepted', 'updated'], 'Byron'],
    ['append', 'to the same list', [{}, { last_name: 'Byron' }], ['created', 'accepted'], 'nobody'],
    ['append', 'to another list', [{}, other], ['created', 'updated'], 'nobody'],
    ['update', 'to the same list', [{}, { last_name: 'Byron' }], ['created', 'updated'], 'Byron'],
  ])('with %s, the second of a new contact, %s, reads what became of it', async (...row) => {
    const [policy, , signUps, outcomes, lastName] = row
    const world = await aWorld('sqlite', { policy })
    for (const part of signUps) await world.take({ ...part, email_address: EMAIL })
    if (isLost) world.fault({ kind: 'applied-then-cut' }, 1)
    world.dispatcher.start()
    await world.drained()
    // Without a look-up nobody can tell who was first, as the README says.
    const isUnknown = isLost && policy === 'update'
    expect(await world.states()).toEqual(isUnknown ? outcomes.map(() => 'updated') : outcomes)
    expect(signUpCalls(world.vendor)).toHaveLength(isUnknown ? 2 : 1)
    expect(world.contact(EMAIL)?.last_name ?? 'nobody').toBe(lastName)
  })
})

describe('the table, with the sandbox', () => {
  test.each(CELLS)('$policy, $name: $told', async ({ policy, contact, told }) => {
    const world = await aWorld('sqlite', { policy })
    const isNew = contact === 'absent' || contact === 'deleted'
    if (contact !== 'absent') {
      world.vendor.sandbox.control.putContacts([
        {
          email_address: EMAIL.toLowerCase(),
          first_name: 'Augusta',
          ...(contact === 'deleted'
            ? { deleted_at: '2026-01-01T00:00:00Z' }
            : { permission_to_send: contact.permission, list_memberships: contact.lists }),
        },
      ])
    }
    await world.take({ email_address: EMAIL, first_name: 'Ada' })
    world.dispatcher.start()
    await world.drained()

    const created = contact === 'absent'
    const made = created ? ['POST /v3/contacts/sign_up_form 201'] : MADE[told]
    expect(apiCalls(world.vendor)).toEqual(policy === 'update' ? made : [FOUND, ...made])
    expect(await world.states()).toEqual([created ? 'created' : OUTCOME[told]])
    const stays = isNew || told === 'everything' ? 'Ada' : 'Augusta'
    const kept = world.vendor.sandbox.state().contacts[0]
    expect(kept).toMatchObject({ first_name: stays })
    if (told === 'everything' || told === 'lists') {
      expect(kept?.list_memberships).toContain(LIST)
      expect(kept?.email_address.permission_to_send).toBe('explicit')
    } else if (typeof contact === 'object') {
      expect(kept?.email_address.permission_to_send).toBe(contact.permission)
    }
    expect(world.vendor.sandbox.state().mailbox).toHaveLength(told === 'resubscribe' ? 1 : 0)
    expect(await world.database.all('SELECT * FROM calls')).toHaveLength(made.length)
  })
})

describe.each(ENGINES)('with a look-up, on %s', (engine) => {
  test('both calls count: the pace is kept, and the quota too', async () => {
    const world = await aWorld(engine, { policy: 'complete' })
    for (let n = 0; n < 6; n += 1) await world.take({ email_address: `${n}@example.org` })
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(Array.from({ length: 6 }, () => 'created'))
    expect(apiCalls(world.vendor)).toHaveLength(12)
    expect(paceWasKept(world.vendor)).toBe(true)
    expect(await world.database.all('SELECT used FROM dispatch')).toEqual([{ used: 12 }])
  })

  test('when the day has no call left after the look-up, nothing is lost and tomorrow looks up anew', async () => {
    const world = await aWorld(engine, { policy: 'append' })
    world.vendor.sandbox.control.change({ per_day: 1 })
    await world.take({ first_name: 'Ada' })
    world.dispatcher.start()
    await world.until(() => world.dispatcher.status().condition.trouble === 'quota_exceeded')
    world.vendor.sandbox.control.change({ per_day: 10 })
    world.clock.advance(12.5 * HOUR_MS)
    await world.drained()
    expect(await world.states()).toEqual(['created'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada' })
  })

  test.each([
    ['down', { kind: 'status', status: 503 }],
    ['cut off', { kind: 'cut' }],
    ['throttled', { kind: 'status', status: 429 }],
    ['refused its token', { kind: 'status', status: 401 }],
  ] as const)('a look-up that was %s is made again', async (_, fault) => {
    const world = await aWorld(engine, { policy: 'complete' })
    world.fault(fault, 1, '/v3/contacts')
    await world.take()
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created'])
    expect(await world.database.all('SELECT * FROM calls')).toHaveLength(1)
  })

  test.each([
    ['down', { kind: 'status', status: 503 }],
    ['throttled', { kind: 'status', status: 429 }],
  ] as const)('a sign-up that was %s after its look-up is looked up again', async (_, fault) => {
    const world = await aWorld(engine, { policy: 'complete' })
    world.fault(fault, 2)
    await world.take()
    await world.take({ email_address: 'bob@example.org' })
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created', 'created'])
    expect(paceWasKept(world.vendor)).toBe(true)
  })

  test('a relay that stops between look-up and sign-up ends at once, and another continues', async () => {
    const world = await aWorld(engine, { policy: 'complete' })
    world.vendor.sandbox.control.change({ per_second: 1 })
    for (let n = 0; n < 4; n += 1) await world.take({ email_address: `${n}@example.org` })
    world.dispatcher.start()
    await world.until(() => apiCalls(world.vendor).length >= 1)
    await world.clock.run(world.dispatcher.stop())
    const another = await world.anotherRelay()
    another.dispatcher.start()
    world.vendor.sandbox.control.change({ per_second: 4 })
    await world.drained()
    expect(await world.states()).toEqual(['created', 'created', 'created', 'created'])
  })

  test('an unsubscribed contact is asked once for each departure whether they come back', async () => {
    const world = await aWorld(engine, { policy: 'append' })
    const ada = { email_address: 'ada@example.org', list_memberships: [LIST] }
    const leaves = () =>
      world.vendor.sandbox.control.putContacts([
        {
          ...ada,
          permission_to_send: 'unsubscribed',
          opt_out_date: new Date(world.clock.now()).toISOString(),
        },
      ])
    const asked = () => apiCalls(world.vendor).filter((call) => call.startsWith('PUT'))
    world.dispatcher.start()
    const again = async (days: number, first_name: string) => {
      world.clock.advance(days * DAY_MS)
      await world.take({ first_name })
      await world.drained()
    }
    leaves()
    await again(0, '1')
    await again(8, '2')
    expect(asked()).toEqual(['PUT /v3/contacts/resubscribe/id 200'])
    world.vendor.sandbox.control.putContacts([ada])
    await again(1, '3')
    leaves()
    await again(1, '4')
    expect(asked()).toHaveLength(2)
    await again(31, '5')
    // The vendor itself asks no more than once for each departure, and says so.
    expect(asked()).toEqual([
      'PUT /v3/contacts/resubscribe/id 200',
      'PUT /v3/contacts/resubscribe/id 200',
      'PUT /v3/contacts/resubscribe/id 409',
    ])
    expect(world.vendor.sandbox.state().mailbox).toHaveLength(2)
    expect(new Set(await world.states())).toEqual(new Set(['accepted']))
  })

  test('a conflict between simultaneous calls does not pass for a mail that was sent before', async () => {
    const world = await aWorld(engine, { policy: 'append' })
    world.vendor.sandbox.control.putContacts([
      { email_address: 'ada@example.org', permission_to_send: 'unsubscribed' },
    ])
    world.fault({ kind: 'status', status: 409 }, 1, '/v3/contacts/resubscribe')
    await world.take()
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['accepted'])
    expect(world.vendor.sandbox.state().mailbox).toHaveLength(1)
  })

  test('a refused resubscribe call is for the owner to see, not the visitor’s fault', async () => {
    const world = await aWorld(engine, { policy: 'append' })
    world.vendor.sandbox.control.putContacts([
      { email_address: 'ada@example.org', permission_to_send: 'unsubscribed' },
    ])
    const body = [{ error_key: 'contacts.api.validation.error', error_message: 'This contact complained' }]
    world.fault({ kind: 'status', status: 400, body }, 1, '/v3/contacts/resubscribe')
    await world.take()
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['form_refused'])
    expect(await signUpRows(world.database)).toMatchObject([{ state: 'parked' }])
  })

  test('verify: the second sign-up of a new contact waits for them to confirm it', async () => {
    const world = await aWorld(engine, { policy: 'verify' })
    await world.take({ first_name: 'Ada' })
    await world.take({ first_name: 'Eve', list_memberships: [OTHER_LIST] })
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created', 'unconfirmed'])
    expect(signUpCalls(world.vendor)).toHaveLength(1)
    expect(world.contact()).toMatchObject({ first_name: 'Ada' })
    expect(await nextDueAt(world.database, [])).toBeUndefined()
  })

  test('verify: a repeat is the same, and a different one is held by itself', async () => {
    const world = await aWorld(engine, { policy: 'verify' })
    world.vendor.sandbox.control.putContacts([{ email_address: 'ada@example.org' }])
    for (const first_name of ['Ada', 'Ada', 'Eve']) {
      await world.take({ first_name, submission_id: crypto.randomUUID() })
    }
    world.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['unconfirmed', 'unconfirmed'])
    expect(await world.database.all('SELECT held FROM outbox')).toEqual([{ held: 2 }])
    expect(await world.database.all('SELECT signup FROM consents ORDER BY signup')).toHaveLength(2)
  })
})
