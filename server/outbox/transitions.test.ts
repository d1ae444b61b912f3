import { describe, expect, test } from 'vitest'
import { ENGINES } from '../testing/databases.ts'
import { aWorld, recordSignUp } from '../testing/world.ts'
import { DAY_MS, HOUR_MS } from '../time/duration.ts'
import { type Change, changeOutbox, countSignUps } from './change.ts'
import { confirm, disown, eraseExpired, findPending, hold } from './pending-confirmation.ts'
import { type QueuedSignUp, stillQueued } from './queue.ts'
import {
  claim,
  deliver,
  drop,
  eraseAddress,
  park,
  postponeQueue,
  refuse,
  retry,
  split,
  unclaim,
  wait,
} from './transitions.ts'

const NONE = { recorded: 0, waiting: 0, held: 0, parked: 0, delivered: 0, refused: 0 }
const CONTENT = 'a keyed hash of what it says'

describe.each(ENGINES)('%s', (engine) => {
  /** A sign-up that a visitor waits for, an hour after it was recorded. */
  async function aRecordedSignUp() {
    const world = await aWorld(engine)
    const { database, clock } = world
    const announced: string[] = []
    for (const topic of ['settled', 'recorded'] as const) {
      database.listen(topic, (text) => announced.push(`${topic} ${text}`))
    }
    const begun = clock.now()
    const id = await recordSignUp(world)
    await expect.poll(() => announced).toEqual(['recorded 1'])
    announced.length = 0
    clock.advance(HOUR_MS)
    const change = <T>(work: (change: Change) => Promise<T>) => changeOutbox(database, work)
    const queued = async (): Promise<QueuedSignUp> => {
      const [signUp] = await change((outbox) => stillQueued(outbox, [id]))
      if (signUp === undefined) throw new Error('It is not queued any more')
      return signUp
    }
    return {
      ...{ ...world, id, change, queued, announced },
      apply: async (transition: (outbox: Change, signUp: QueuedSignUp) => Promise<unknown>) => {
        const signUp = await queued()
        await change((outbox) => transition(outbox, signUp))
      },
      counts: async () => {
        const counts = Object.entries(await countSignUps(database))
        return Object.fromEntries(counts.filter(([, count]) => count !== 0))
      },
      /** Times in hours since the sign-up was recorded. */
      row: async () => {
        const [row] = await database.all('SELECT * FROM signups WHERE id = ?', id)
        const hours = (time: unknown) => (time === null ? null : (Number(time) - begun) / HOUR_MS)
        return (
          row && {
            state: row['state'],
            reason: row['reason'],
            since: hours(row['since']),
            dueAt: hours(row['due_at']),
            inQueue: row['in_line'] === 1,
            alone: row['alone'] === 1,
            attempts: row['attempts'],
            isAwaited: row['awaited_until'] !== null,
            outcome: row['outcome'],
            upstream: row['upstream_request_id'],
            isKept: row['payload'] !== null,
          }
        )
      },
      consents: async () => (await database.all('SELECT signup FROM consents')).length,
      calls: async () => (await database.all('SELECT id FROM calls')).map((row) => row['id']),
    }
  }

  const RECORDED = {
    ...{ state: 'recorded', reason: null, since: 0, dueAt: 0, inQueue: true, alone: false, attempts: 0 },
    ...{ isAwaited: true, outcome: null, upstream: null, isKept: true },
  }

  test('record: due at once, in the queue of its address, awaited by its visitor', async () => {
    const world = await aRecordedSignUp()
    expect(await world.row()).toEqual(RECORDED)
    expect(await world.counts()).toEqual({ recorded: 1 })
    expect(await world.consents()).toBe(1)
  })

  test('claim: the call counts for its address until it is taken back', async () => {
    const world = await aRecordedSignUp()
    await world.apply((outbox, { address }) => claim(outbox, 'call-1', address))
    expect(await world.calls()).toEqual(['call-1'])
    await unclaim(world.database, 'call-1')
    expect(await world.calls()).toEqual([])
    expect(await world.row()).toEqual(RECORDED)
  })

  test('wait: due later, its visitor still waits, and everything else stays', async () => {
    const world = await aRecordedSignUp()
    const dueAt = world.clock.now() + HOUR_MS
    await world.apply((outbox, signUp) =>
      wait(outbox, signUp, { reason: 'down', due_at: dueAt, attempts: 1, upstream_request_id: 'call-1' }),
    )
    const waiting = {
      ...RECORDED,
      state: 'waiting',
      reason: 'down',
      dueAt: 2,
      attempts: 1,
      upstream: 'call-1',
    }
    expect(await world.row()).toEqual(waiting)
    expect(await world.counts()).toEqual({ waiting: 1 })
    await world.apply((outbox, signUp) =>
      wait(outbox, signUp, { reason: 'abuse_lock', due_at: dueAt + HOUR_MS, in_line: 0 }),
    )
    expect(await world.row()).toEqual({ ...waiting, reason: 'abuse_lock', dueAt: 3, inQueue: false })
    expect(await world.counts()).toEqual({ waiting: 1 })
    expect(world.announced).toEqual([])
  })

  test('split: goes out alone, as soon as before', async () => {
    const world = await aRecordedSignUp()
    await world.apply((outbox, signUp) => split(outbox, signUp))
    expect(await world.row()).toEqual({ ...RECORDED, state: 'waiting', reason: 'split', alone: true })
    expect(await world.counts()).toEqual({ waiting: 1 })
  })

  test('postpone: the queue of the address waits, and nobody is due earlier than before', async () => {
    const world = await aRecordedSignUp()
    await recordSignUp(world, { first_name: 'Ada' })
    await recordSignUp(world, { email_address: 'bob@example.org' })
    const dueAt = world.clock.now() + HOUR_MS
    await world.apply((outbox, { address }) => postponeQueue(outbox, address, dueAt))
    await world.apply((outbox, { address }) => postponeQueue(outbox, address, dueAt - 1))
    const rows = await world.database.all('SELECT due_at FROM signups ORDER BY id')
    expect(rows.map((row) => row['due_at'])).toEqual([dueAt, dueAt, world.clock.now()])
  })

  test('deliver: settled, and its visitor is told', async () => {
    const world = await aRecordedSignUp()
    await world.apply((outbox, signUp) => deliver(outbox, signUp, 'created', 'call-1'))
    expect(await world.row()).toEqual({
      ...{ ...RECORDED, state: 'delivered', since: 1, dueAt: null, isAwaited: false },
      ...{ outcome: 'created', upstream: 'call-1' },
    })
    expect(await world.counts()).toEqual({ delivered: 1 })
    expect(await world.consents()).toBe(1)
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`])
  })

  test('refuse: settled, and neither its content nor its consent is kept', async () => {
    const world = await aRecordedSignUp()
    await world.apply((outbox, signUp) => refuse(outbox, signUp, { city: 'too_long' }, 'call-1'))
    expect(await world.row()).toEqual({
      ...{ ...RECORDED, state: 'refused', since: 1, dueAt: null, isAwaited: false, isKept: false },
      ...{ outcome: '{"city":"too_long"}', upstream: 'call-1' },
    })
    expect(await world.counts()).toEqual({ refused: 1 })
    expect(await world.consents()).toBe(0)
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`])
  })

  test('park and retry: set aside, then due again outside the queue of its address', async () => {
    const world = await aRecordedSignUp()
    await world.apply((outbox, signUp) => park(outbox, signUp, 'forbidden', 'call-1'))
    const parked = {
      ...{ ...RECORDED, state: 'parked', reason: 'forbidden', since: 1, dueAt: null },
      ...{ isAwaited: false, inQueue: false, upstream: 'call-1' },
    }
    expect(await world.row()).toEqual(parked)
    expect(await world.counts()).toEqual({ parked: 1 })
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`])
    await world.change((outbox) => retry(outbox, world.id))
    expect(await world.row()).toEqual({ ...parked, state: 'waiting', reason: 'retried', since: 0, dueAt: 1 })
    expect(await world.counts()).toEqual({ waiting: 1 })
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`, 'recorded 1'])
  })

  test('hold and confirm: out of reach until its contact confirms, then due at once and alone', async () => {
    const world = await aRecordedSignUp()
    const { database, clock } = world
    await world.apply((outbox, signUp) => hold(outbox, signUp, CONTENT))
    const held = {
      ...{ ...RECORDED, state: 'held', reason: 'unconfirmed', since: 1, dueAt: null },
      ...{ isAwaited: false, inQueue: false },
    }
    expect(await world.row()).toEqual(held)
    expect(await world.counts()).toEqual({ held: 1 })
    const [confirmation] = await database.all('SELECT * FROM confirmations')
    expect(confirmation).toMatchObject({ signup: world.id, content: CONTENT, mail_due_at: clock.now() })
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`])

    clock.advance(HOUR_MS)
    const confirmed = {
      ...{ ...RECORDED, state: 'waiting', reason: 'confirmed', since: 2, dueAt: 2 },
      ...{ isAwaited: false, alone: true },
    }
    for (const _ of ['once', 'twice']) {
      await world.change((outbox) => confirm(outbox, String(confirmation?.['id'])))
      expect(await world.row()).toEqual(confirmed)
      expect(await world.counts()).toEqual({ waiting: 1 })
    }
    const [signUp] = await database.all('SELECT confirmed, trust FROM signups')
    expect(signUp).toEqual({ confirmed: 1, trust: 2 })
    expect(await database.all('SELECT confirmed_at FROM consents')).toEqual([{ confirmed_at: clock.now() }])
    const [after] = await database.all('SELECT content, mail_due_at, expires_at FROM confirmations')
    expect(after).toEqual({ content: confirmation?.['id'], mail_due_at: null, expires_at: null })
    await expect.poll(() => world.announced).toEqual([`settled ${world.id}`, 'recorded 1'])
  })

  test('hold: one with the same content as another is dropped, and the other is mailed once more after a day', async () => {
    const world = await aRecordedSignUp()
    const { database, clock } = world
    const first = await world.queued()
    await world.change((outbox) => hold(outbox, first, CONTENT))
    await database.run('UPDATE confirmations SET mail_due_at = NULL, mailed_at = ?', clock.now())
    const again = async () => {
      const id = await recordSignUp(world, { first_name: `${clock.now()}` })
      await world.change(async (outbox) => {
        const [second] = await stillQueued(outbox, [id])
        if (second !== undefined) await hold(outbox, second, CONTENT)
      })
      const [confirmation] = await database.all('SELECT mail_due_at FROM confirmations')
      return confirmation?.['mail_due_at']
    }
    expect(await again()).toBeNull()
    clock.advance(DAY_MS)
    expect(await again()).toBe(clock.now())
    expect(await world.counts()).toEqual({ held: 1 })
    expect(await world.consents()).toBe(1)
    expect(await world.change((outbox) => findPending(outbox, first.address, CONTENT))).toBe(world.id)
  })

  test('drop: gone with its consent, and its visitor is told that it is safe', async () => {
    const world = await aRecordedSignUp()
    const waiting = world.outbox.settled(world.id, 2000)
    await world.apply((outbox, { id, state }) => drop(outbox, id, state))
    expect(await waiting).toEqual({ kind: 'set_aside' })
    expect(await world.row()).toBeUndefined()
    expect(await world.counts()).toEqual({})
    expect(await world.consents()).toBe(0)
  })

  test('disown and expiry: held sign-ups are erased, others stay', async () => {
    const world = await aRecordedSignUp()
    const { database, clock } = world
    await world.apply((outbox, signUp) => hold(outbox, signUp, CONTENT))
    await recordSignUp(world, { first_name: 'Waiting' })
    const [confirmation] = await database.all('SELECT id FROM confirmations')
    expect(await world.change((outbox) => eraseExpired(outbox, 500))).toBe(0)
    await world.change((outbox) => disown(outbox, String(confirmation?.['id'])))
    expect(await world.row()).toBeUndefined()
    expect(await world.counts()).toEqual({ recorded: 1 })
    expect(await world.consents()).toBe(1)
    expect(await database.all('SELECT id FROM confirmations')).toEqual([])
    expect(await database.all('SELECT quiet_until FROM asked')).toEqual([
      { quiet_until: clock.now() + 30 * DAY_MS },
    ])
  })

  test('erase: nothing about an address stays except the tries on it and the totals of settled sign-ups', async () => {
    const world = await aRecordedSignUp()
    const { address } = await world.queued()
    await world.apply((outbox, signUp) => deliver(outbox, signUp, 'created', null))
    await recordSignUp(world, { first_name: 'Ada' })
    await recordSignUp(world, { email_address: 'bob@example.org' })
    await world.change((outbox) => claim(outbox, 'call-1', address))
    expect(await world.change((outbox) => eraseAddress(outbox, address))).toEqual({ signUps: 2, consents: 2 })
    expect(await world.counts()).toEqual({ recorded: 1, delivered: 1 })
    expect(await world.calls()).toEqual(['call-1'])
  })

  test('a transition that the states do not allow changes nothing', async () => {
    const world = await aRecordedSignUp()
    const before = await world.queued()
    await world.apply((outbox, signUp) => deliver(outbox, signUp, 'created', null))
    const delivered = { ...before, state: 'delivered' } as const
    const refused = world.change((outbox) => park(outbox, delivered, 'refused'))
    await expect(refused).rejects.toThrow('cannot become')
    expect(await world.row()).toMatchObject({ state: 'delivered' })
    expect(await countSignUps(world.database)).toEqual({ ...NONE, delivered: 1 })
  })
})
