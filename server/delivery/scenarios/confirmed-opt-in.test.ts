import { describe, expect, test } from 'vitest'
import type { SignUp } from '../../contract.ts'
import { createOutboxAdmin } from '../../operator/outbox-admin.ts'
import { outcomeMessage } from '../../routes/outcome-message.ts'
import { submitThroughOutbox } from '../../routes/submit.ts'
import { ENGINES } from '../../testing/databases.ts'
import { seal, signUpRows } from '../../testing/relay.ts'
import { aSignUp, LIST, OTHER_LIST, REQUEST } from '../../testing/sign-up.ts'
import { signUpCalls } from '../../testing/vendor.ts'
import { aWorld, type World } from '../../testing/world.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { POLICIES, type Policy } from '../policy.ts'

const EMAIL = 'ada@example.org'
const NEUTRAL = 'Thank you. If we need you to confirm, an email is on its way.'
const ALMOST = 'Almost done. Press the button in the email we’ve just sent you.'
const WELCOME_BACK = 'Welcome back. Your details are up to date.'
const ON_THE_LIST = 'Thank you. You’re on the list.'

async function anAccount(
  policy: Policy,
  confirmedOptIn = true,
  engine: World['database']['engine'] = 'sqlite',
) {
  const world = await aWorld(engine, { policy, confirmedOptIn })
  const { sandbox } = world.vendor
  sandbox.control.change({ confirmed_opt_in: confirmedOptIn })
  const submit = submitThroughOutbox({
    ...{ outbox: world.outbox, reveals: true, sleep: world.clock.sleep },
    log: { info: () => undefined },
  })
  const message = outcomeMessage({ confirmedOptIn, policy })
  world.dispatcher.start()
  return {
    ...world,
    permission: () => world.contact()?.email_address.permission_to_send,
    contacts: sandbox.control.putContacts,
    /** What the visitor reads. */
    async reads(part: Partial<SignUp> = {}) {
      const action = await world.clock.run(
        submit(aSignUp({ submission_id: crypto.randomUUID(), ...part }), REQUEST),
      )
      return typeof action === 'string' ? [action, message(action, REQUEST)] : action
    },
    /** The contact presses the button of the vendor's mail. */
    async confirms() {
      const mail = sandbox.state().mailbox.find(({ to }) => to === EMAIL)
      const link = /http:\/\/sandbox\.test(\/confirm\S+)/.exec(mail?.text ?? '')?.[0] ?? 'no link'
      await sandbox.fetch(new Request(link, { method: 'POST' }))
    },
  }
}

const PENDING = { email_address: EMAIL, permission_to_send: 'pending_confirmation' } as const

describe('a new contact who must confirm', () => {
  test.each(POLICIES)('stays pending when the answer to their sign-up is lost, with %s', async (policy) => {
    const world = await anAccount(policy)
    world.fault({ kind: 'applied-then-cut' }, 1)
    expect(await world.reads({ first_name: 'Ada' })).toEqual(['created', ALMOST])
    expect(world.permission()).toBe('pending_confirmation')
    expect(signUpCalls(world.vendor)).toHaveLength(1)
    expect(await world.states()).toEqual(['created'])
  })

  test.each([
    ['a hang', { kind: 'hang' }],
    ['a 503', { kind: 'status', status: 503 }],
    ['a cut', { kind: 'cut' }],
    ['a gateway’s page that says 200', { kind: 'html', status: 200 }],
  ] as const)('is signed up after %s that did nothing', async (_, fault) => {
    const world = await anAccount('update')
    world.fault(fault, 1)
    await world.take({ first_name: 'Ada' })
    await world.drained()
    expect(await world.states()).toEqual(['created'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada', list_memberships: [LIST] })
    expect(world.permission()).toBe('pending_confirmation')
  })

  test('stays pending when the relay dies before it hears the answer', async () => {
    const world = await anAccount('update')
    world.fault({ kind: 'applied-then-cut' }, 1)
    await world.take({ first_name: 'Ada' })
    await world.until(() => signUpCalls(world.vendor).length === 1)
    world.kill()
    const next = await world.anotherRelay()
    next.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created'])
    expect(world.permission()).toBe('pending_confirmation')
  })

  test('is not the relay’s own where its lists are missing: the earlier try did nothing', async () => {
    const world = await anAccount('update')
    world.fault({ kind: 'cut' }, 1)
    await world.take({ list_memberships: [LIST, OTHER_LIST] })
    await world.until(async () => (await world.states())[0] === 'no_answer')
    world.contacts([{ ...PENDING, list_memberships: [LIST] }])
    await world.drained()
    expect(await world.states()).toEqual(['pending_at_vendor'])
  })

  test('stays pending whoever else signs up, and nobody else is told that anything changed', async () => {
    const world = await anAccount('update')
    expect(await world.reads({ first_name: 'Ada' })).toEqual(['created', ALMOST])
    expect(await world.reads({ first_name: 'Ada' })).toEqual(['accepted', NEUTRAL])
    expect(await world.reads({ list_memberships: [LIST.toUpperCase()] })).toEqual(['accepted', NEUTRAL])
    expect(await world.states()).toEqual(['created', 'accepted', 'accepted'])
    expect(await world.reads({ first_name: 'Eve' })).toEqual(['accepted', NEUTRAL])
    expect(await world.reads({ list_memberships: [OTHER_LIST] })).toEqual(['accepted', NEUTRAL])
    expect((await world.states()).slice(3)).toEqual(['pending_at_vendor', 'pending_at_vendor'])
    expect(world.permission()).toBe('pending_confirmation')
    expect(signUpCalls(world.vendor)).toHaveLength(1)
  })

  test('reads the same when two sign up at once, go out together and the answer is lost', async () => {
    const world = await anAccount('update')
    await world.dispatcher.stop()
    await world.take({ first_name: 'Ada' })
    await world.take({ last_name: 'Byron' })
    world.fault({ kind: 'applied-then-cut' }, 1)
    const next = await world.anotherRelay()
    next.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created', 'accepted'])
    expect(signUpCalls(world.vendor)).toHaveLength(1)
  })

  test('is sent the retried sign-up if they have been added in another way since', async () => {
    const world = await anAccount('update')
    world.fault({ kind: 'cut' }, 1)
    await world.take({ first_name: 'Ada' })
    await world.until(async () => (await world.states())[0] === 'no_answer')
    const body = { error_key: 'contacts.api.validation.error', error_message: 'list_memberships is invalid' }
    world.fault({ kind: 'status', status: 400, body }, 1)
    await world.drained()
    expect(await world.states()).toEqual(['form_refused'])
    world.contacts([{ email_address: EMAIL, permission_to_send: 'explicit', list_memberships: [LIST] }])
    await createOutboxAdmin({ ...world, seal }).retry(1)
    await world.drained()
    expect(await world.states()).toEqual(['updated'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada' })
  })

  test.each<[string, Policy, Partial<SignUp>[], Partial<SignUp>]>([
    ['delivered', 'update', [{ first_name: 'Augusta' }], { first_name: 'Augusta' }],
    ['delivered', 'complete', [{ first_name: 'Augusta' }], { first_name: 'Augusta' }],
    [
      'delivered beside an older one',
      'update',
      [{ last_name: 'Byron' }, { first_name: 'Augusta' }],
      { first_name: 'Augusta', last_name: 'Byron' },
    ],
    [
      'delivered beside an older one',
      'complete',
      [{ last_name: 'Byron' }, { first_name: 'Augusta', list_memberships: [OTHER_LIST] }],
      { first_name: 'Augusta', last_name: 'Byron' },
    ],
    [
      'delivered beside two older ones',
      'update',
      [{ first_name: 'Eve' }, { last_name: 'Byron' }, { first_name: 'Augusta' }],
      { first_name: 'Augusta', last_name: 'Byron' },
    ],
  ])('leaves alone what newer ones have %s, when an older one is retried, with %s', async (...row) => {
    const [, policy, newer, expected] = row
    const world = await anAccount(policy)
    const list_id = '00000000-f256-11e8-b47d-fa163e56c9b0'
    await world.take({ first_name: 'Ada', job_title: 'Countess', list_memberships: [list_id] })
    await world.drained()
    expect(await world.states()).toEqual(['not_found'])
    await world.dispatcher.stop()
    for (const part of newer) await world.take(part)
    const next = await world.anotherRelay()
    next.dispatcher.start()
    await world.drained()
    await world.confirms()
    world.vendor.sandbox.control.putLists([{ list_id, name: 'Now there' }])
    await createOutboxAdmin({ ...world, seal }).retry(1)
    await world.drained()
    expect((await world.states())[0]).toBe('updated')
    expect(world.contact()).toMatchObject({ ...expected, job_title: 'Countess' })
  })

  test('leaves alone what newer ones found settled already, when an older one is retried', async () => {
    const world = await anAccount('update')
    world.contacts([{ ...PENDING, first_name: 'Augusta', list_memberships: [LIST] }])
    await world.take({ first_name: 'Ada', job_title: 'Countess' })
    await world.drained()
    await world.database.run("UPDATE signups SET state = 'parked', look_at = NULL")
    await world.database.run('UPDATE outbox SET held = 0, parked = 1')
    await world.take({ first_name: 'Augusta' })
    await world.drained()
    expect(await world.states()).toEqual(['pending_at_vendor', 'accepted'])
    world.contacts([{ email_address: EMAIL, permission_to_send: 'explicit', first_name: 'Augusta' }])
    await createOutboxAdmin({ ...world, seal }).retry(1)
    await world.drained()
    expect(world.contact()).toMatchObject({ first_name: 'Augusta', job_title: 'Countess' })
  })

  test('is sent what newer ones contain but have not delivered', async () => {
    const world = await anAccount('append')
    world.contacts([{ email_address: EMAIL, permission_to_send: 'unsubscribed' }])
    const body = { error_key: 'contacts.api.validation.error', error_message: 'list_ids is invalid' }
    world.fault({ kind: 'status', status: 400, body }, 1, '/v3/contacts/resubscribe')
    await world.take({ first_name: 'Ada' })
    await world.drained()
    await world.take({ first_name: 'Augusta' })
    await world.drained()
    expect(await world.states()).toEqual(['form_refused', 'accepted'])
    world.vendor.sandbox.control.reset()
    world.vendor.sandbox.control.change({ confirmed_opt_in: true })
    await createOutboxAdmin({ ...world, seal }).retry(1)
    await world.drained()
    expect(await world.states()).toEqual(['created', 'accepted'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada' })
  })

  test('reads the same when two sign up at once and go out together', async () => {
    const world = await anAccount('update')
    await world.dispatcher.stop()
    await world.take({ first_name: 'Ada' })
    await world.take({ last_name: 'Byron' })
    const next = await world.anotherRelay()
    next.dispatcher.start()
    await world.drained()
    expect(await world.states()).toEqual(['created', 'accepted'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada', last_name: 'Byron' })
  })
})

test.each([
  ['pending', PENDING],
  ['deleted before they confirmed', { ...PENDING, deleted_at: '2026-01-01T00:00:00Z' }],
])(
  'no policy sends a contact who is %s to sign_up_form, also once they confirmed our own mail',
  async (_, contact) => {
    for (const policy of POLICIES) {
      const world = await anAccount(policy)
      world.contacts([{ ...contact, list_memberships: [OTHER_LIST] }])
      await world.take({ first_name: 'Ada' })
      await world.until(async () => (await signUpRows(world.database))[0]?.state === 'held')
      await world.database.run('UPDATE signups SET confirmed = 1')
      world.clock.advance(DAY_MS)
      const soon = world.clock.now() + 2000
      await world.until(() => world.clock.now() >= soon)
      expect(signUpCalls(world.vendor)).toEqual([])
      expect(world.permission()).toBe('pending_confirmation')
      await world.dispatcher.stop()
    }
  },
)

describe.each(ENGINES)('what waits for a confirmation, on %s', (engine) => {
  async function waiting(policy: Policy = 'update') {
    const world = await anAccount(policy, true, engine)
    await world.reads()
    await world.take({ first_name: 'Ada', list_memberships: [OTHER_LIST] })
    await world.drained()
    const looks = () =>
      world.vendor.sandbox
        .state()
        .calls.filter(({ path, status }) => path.startsWith('/v3/contacts?') && status === 200).length
    const calm = async () => {
      const end = world.clock.now() + 3000
      await world.until(() => world.clock.now() >= end)
    }
    const day = () => {
      world.clock.advance(DAY_MS)
      return calm()
    }
    return { ...world, looks, calm, day }
  }

  test('is held, looked at once a day, and delivered once the contact has confirmed', async () => {
    const world = await waiting()
    expect(await signUpRows(world.database)).toMatchObject([{ state: 'delivered' }, { state: 'held' }])
    const before = world.looks()
    world.clock.advance(22 * HOUR_MS)
    await world.calm()
    expect(world.looks()).toBe(before)
    world.clock.advance(2 * HOUR_MS)
    await world.calm()
    expect(world.looks()).toBe(before + 1)
    expect(await world.states()).toEqual(['created', 'pending_at_vendor'])
    expect(await world.database.all('SELECT held, waiting FROM outbox')).toMatchObject([
      { held: 1, waiting: 0 },
    ])
    await world.confirms()
    expect(world.permission()).toBe('explicit')
    await world.day()
    expect(await world.states()).toEqual(['created', 'updated'])
    expect(world.contact()).toMatchObject({ first_name: 'Ada', list_memberships: [LIST, OTHER_LIST] })
  })

  test('leaves alone what newer sign-ups have settled meanwhile', async () => {
    const world = await waiting()
    await world.confirms()
    await world.take({ first_name: 'Augusta' })
    await world.drained()
    await world.day()
    expect(await world.states()).toEqual(['created', 'updated', 'updated'])
    expect(world.contact()).toMatchObject({ first_name: 'Augusta', list_memberships: [LIST, OTHER_LIST] })
  })

  test('is parked after thirty days, and waits as long again when it is retried', async () => {
    const world = await waiting('append')
    for (let n = 0; n < 29; n += 1) await world.day()
    expect(await world.states()).toEqual(['created', 'pending_at_vendor'])
    await world.day()
    expect(await world.states()).toEqual(['created', 'never_confirmed'])
    expect(await world.database.all('SELECT held, parked FROM outbox')).toMatchObject([
      { held: 0, parked: 1 },
    ])
    expect(signUpCalls(world.vendor)).toHaveLength(1)
  })
})

const STATES = [
  'explicit',
  'implicit',
  'not_set',
  'pending_confirmation',
  'temp_hold',
  'unsubscribed',
] as const
type Row = [action: string, sentence: string, became: string, calls: string[]]

const SIGN_UP = 'POST /v3/contacts/sign_up_form'
const ASK = 'PUT /v3/contacts/resubscribe/'
const UPDATED: Row = ['updated', WELCOME_BACK, 'explicit', [SIGN_UP]]
/** Only the list was added: what they said of themselves was not. */
const ADDED: Row = ['updated', ON_THE_LIST, 'explicit', [SIGN_UP]]
const unchanged = (permission: string, ...made: string[]): Row => ['accepted', NEUTRAL, permission, made]

/** What becomes of a sign-up for a list that the contact is not on (`missing`), or is on. */
function expected(policy: Policy, state: (typeof STATES)[number], isMissing: boolean, optIn: boolean): Row {
  if (policy === 'verify') return unchanged(state)
  if (optIn && state === 'pending_confirmation') return unchanged(state)
  if (policy === 'update') return UPDATED
  if (state === 'unsubscribed') return policy === 'complete' ? UPDATED : unchanged(state, ASK)
  if (state === 'pending_confirmation' || state === 'temp_hold') return unchanged(state)
  if (!isMissing) return unchanged(state)
  return policy === 'append' ? ADDED : UPDATED
}

describe.each([false, true])('what a visitor reads is true; CONFIRMED_OPT_IN=%s', (optIn) => {
  const cells = POLICIES.flatMap((policy) =>
    STATES.flatMap((state) => [true, false].map((isMissing) => ({ policy, state, isMissing }))),
  )
  test.each(cells)('$policy, $state, a list missing: $isMissing', async ({ policy, state, isMissing }) => {
    const world = await anAccount(policy, optIn)
    const list_memberships = isMissing ? [OTHER_LIST] : [LIST]
    world.contacts([{ email_address: EMAIL, permission_to_send: state, list_memberships }])
    const [action, sentence, became, made] = expected(policy, state, isMissing, optIn)
    expect(await world.reads({ first_name: 'Ada' })).toEqual([action, sentence])
    expect(world.permission()).toBe(became)
    const written = world.vendor.sandbox
      .state()
      .calls.filter(({ path, method }) => path.startsWith('/v3/contacts') && method !== 'GET')
      .map(({ method, path }) => `${method} ${path.replace(/[\da-f-]{36}$/, '')}`)
    expect(written).toEqual(made)
    if (policy !== 'append') return
    // Whoever is asked once is told the same the second time.
    expect((await world.reads({ last_name: 'Byron' }))?.toString()).toContain(
      action === 'updated' ? '' : NEUTRAL,
    )
  })
})
