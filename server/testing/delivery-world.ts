import type { Policy } from '../delivery/policy.ts'
import type { FaultOrder } from '../sandbox/rules/faults.ts'
import type { Engine } from '../store/database.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { createTestClock } from './clock.ts'
import { newDatabaseUrl, opened } from './databases.ts'
import { aRelay, aVendor, rows, runUntil } from './delivery-relay.ts'

const SIGN_UP = '/v3/contacts/sign_up_form'

/** A relay, its database and its vendor, all by one clock. */
export async function aWorld(engine: Engine, policy?: Policy) {
  const url = await newDatabaseUrl(engine)
  const clock = createTestClock()
  const database = clock.watch(await opened(url))
  await migrate(database)
  const vendor = aVendor(clock)
  const relay = await aRelay(database, clock, vendor, policy)
  const settled = async () => {
    const all = await rows(database)
    return all.every(({ state }) => state !== 'recorded' && state !== 'waiting')
  }
  return {
    ...relay,
    database,
    /** Another relay on the same database, over connections of its own. */
    anotherRelay: async () => aRelay(await opened(url), clock, vendor, policy),
    clock,
    vendor,
    /** Runs until nothing waits any more. */
    drained: () => runUntil(clock, settled),
    until: (reached: () => boolean | Promise<boolean>) => runUntil(clock, reached),
    contact: (email = 'ada@example.org') =>
      vendor.sandbox.state().contacts.find(({ email_address }) => email_address.address === email),
    fault: (fault: FaultOrder['fault'], times?: number, path = SIGN_UP) =>
      vendor.sandbox.control.addFault({ path, fault, ...(times !== undefined && { times }) }),
    states: async () =>
      (await rows(database)).map(({ state, reason, outcome }) => reason ?? outcome ?? state),
  }
}
