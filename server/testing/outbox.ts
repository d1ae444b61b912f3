import type { SignUp } from '../contract.ts'
import { createOutbox, type Outbox } from '../outbox/outbox.ts'
import type { SignUpRequest } from '../sign-up/request.ts'
import type { Database, Engine } from '../store/database.ts'
import { openKeyedHash } from '../store/keyed-hash.ts'
import { createSeal } from '../store/sealed.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { newDatabase } from './databases.ts'

export const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const OTHER_LIST = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
export const SECRET = 'a secret key of more than thirty-two characters'
export const seal = createSeal([SECRET], 'sign-ups')

export function aSignUp(part: Partial<SignUp> = {}): SignUp {
  return {
    email_address: 'ada@example.org',
    list_memberships: [LIST],
    consent: { given: true, text: 'Yes, write to me' },
    ...part,
  }
}

/** An outbox on a database, as one relay has it, and the clock that all of a test's relays share. */
export type World = { database: Database; clock: TestClock; outbox: Outbox }

export async function anOutbox(
  database: Database,
  clock: TestClock,
  { maxWaiting = 1000, callsEach = 1 } = {},
): Promise<Outbox> {
  return createOutbox({
    database: clock.watch(database),
    seal,
    keyedHash: await openKeyedHash(database, seal),
    time: async () => clock.now(),
    now: clock.now,
    sleep: clock.sleep,
    maxWaiting,
    perSecond: 4,
    callsEach,
  })
}

export async function aWorld(engine: Engine, room?: Parameters<typeof anOutbox>[2]): Promise<World> {
  const clock = createTestClock()
  const database = clock.watch(await newDatabase(engine))
  return { database, clock, outbox: await anOutbox(database, clock, room) }
}

export const CONTEXT: SignUpRequest = {
  ...{ requestId: 'request-1', language: 'en', hold: false, trust: 'ordinary', patienceMs: 2000 },
}

/** Settles a sign-up as delivery would. */
export async function settle(
  { database, clock }: World,
  id: number,
  state: string,
  outcome: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.run(
      'UPDATE signups SET state = ?, outcome = ?, since = ?, due_at = NULL WHERE id = ?',
      state,
      outcome,
      clock.now(),
      id,
    )
    await transaction.announce('settled', String(id))
  })
}

/** Records a sign-up whose visitor waits. */
export async function recorded({ outbox }: World, ...parts: Parameters<typeof aSignUp>): Promise<number> {
  const result = await outbox.record(aSignUp(...parts), CONTEXT)
  if (result.kind !== 'recorded') throw new Error(`not recorded but ${result.kind}`)
  return result.id
}
