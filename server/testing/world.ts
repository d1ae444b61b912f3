import type { FaultRuleInput } from '../sandbox/rules/faults.ts'
import type { Engine } from '../store/database.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { createTestClock } from './clock.ts'
import { newDatabaseUrl, openTestDatabase } from './databases.ts'
import { aRelay, type RelayOptions, signUpRows } from './relay.ts'
import { aSignUp, REQUEST } from './sign-up.ts'
import { aVendor } from './vendor.ts'

const SIGN_UP = '/v3/contacts/sign_up_form'

export type World = Awaited<ReturnType<typeof aWorld>>

/** A relay, its database and its vendor, all on one clock. Nothing is delivered until its dispatcher is started. */
export async function aWorld(engine: Engine, options?: RelayOptions) {
  const url = await newDatabaseUrl(engine)
  const clock = createTestClock()
  const database = clock.watch(await openTestDatabase(url))
  await migrate(database)
  const vendor = aVendor(clock)
  const relay = await aRelay(database, clock, vendor, options)
  const settled = async () => {
    const all = await signUpRows(database)
    return all.every(({ state }) => state !== 'recorded' && state !== 'waiting')
  }
  return {
    ...relay,
    database,
    /** Another relay on the same database, with its own connections. */
    anotherRelay: async () => aRelay(await openTestDatabase(url), clock, vendor, options),
    clock,
    vendor,
    /** Moves the clock until nothing waits any more. */
    drained: () => clock.runUntil(settled),
    until: clock.runUntil,
    contact: (email = 'ada@example.org') =>
      vendor.sandbox.state().contacts.find(({ email_address }) => email_address.address === email),
    fault: (fault: FaultRuleInput['fault'], times?: number, path = SIGN_UP) =>
      vendor.sandbox.control.addFault({ path, fault, ...(times !== undefined && { times }) }),
    states: async () =>
      (await signUpRows(database)).map(({ state, reason, outcome }) => reason ?? outcome ?? state),
  }
}

/** Settles a sign-up as delivery would. */
export async function settleSignUp(
  { database, clock }: Pick<World, 'database' | 'clock'>,
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

/** Records a sign-up whose visitor waits for the outcome. */
export async function recordSignUp(
  { outbox }: Pick<World, 'outbox'>,
  ...parts: Parameters<typeof aSignUp>
): Promise<number> {
  const result = await outbox.record(aSignUp(...parts), REQUEST)
  if (result.kind !== 'recorded') throw new Error(`not recorded but ${result.kind}`)
  return result.id
}
