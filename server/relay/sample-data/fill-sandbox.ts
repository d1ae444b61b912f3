import { randomUUID } from 'node:crypto'
import { accountReader, createKeptAccount } from '../../constant-contact/account.ts'
import type { Client } from '../../constant-contact/api/client.ts'
import type { Tokens } from '../../constant-contact/oauth/tokens.ts'
import { createAlertStore } from '../../operator/alerts/alert-store.ts'
import { recordPastIncident } from '../../operator/alerts/incidents.ts'
import { changeOutbox, countSignUps } from '../../outbox/change.ts'
import { countedAs } from '../../outbox/counts/counted-as.ts'
import { createTally } from '../../outbox/counts/tally.ts'
import { createOutbox } from '../../outbox/outbox.ts'
import { deliver, park } from '../../outbox/transitions.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { SignUpRequest } from '../../sign-up/request.ts'
import type { Database } from '../../store/database.ts'
import type { KeyedHash } from '../../store/keyed-hash.ts'
import { addMeta, readMeta } from '../../store/meta.ts'
import type { Seal } from '../../store/sealed.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import { sleep } from '../../time/timeout.ts'
import { utcDay } from '../../time/utc-day.ts'
import { type SampleSignUp, SITE, sampleDays, TOO_LONG_DAYS_AGO } from './sample-sign-ups.ts'

/** In `meta`: the last day with made-up sign-ups, in UTC days since 1970. */
const UNTIL = 'made_up_until'
/** Which sign-ups are made up, in the log's terms. */
const REQUEST: SignUpRequest = {
  ...{ requestId: 'made-up', language: 'en', hold: false, trust: 'ordinary', patienceMs: 0 },
}
/** Only those of the last week are listed one by one; of those before, nobody sees the hour. */
const LISTED_DAYS = 8
const OPENS_MS = 8 * HOUR_MS
const OPEN_MS = 10 * HOUR_MS

type Store = { database: Database; seal: Seal; keyedHash: KeyedHash }
type Parts = Store & { tokens: Tokens; client: Client; sandbox: Pick<Sandbox, 'control'> }

/**
 * Gives a new sandbox three months of made-up sign-ups until yesterday, through the outbox, as if each had arrived and been
 * delivered in its time. The sandbox forgets its contacts when it stops, and gets the same ones at each start. A store that has
 * a sign-up of its own is left alone. The lists of the account are read once, so that the console knows their names.
 */
export async function fillSandbox({ sandbox, tokens, client, ...store }: Parts): Promise<void> {
  const { database } = store
  if ((await sampleDataUntil(database)) === undefined && !(await hasSignUps(database))) {
    const until = utcDay(await database.now()) - 1
    await database.transaction((transaction) => fill(until, { ...store, database: transaction }))
  }
  const until = await sampleDataUntil(database)
  if (until === undefined) return
  const reader = accountReader(client, (call, accessToken) => call(accessToken))
  await createKeptAccount({ database, tokens, client: reader, now: Date.now }).refresh()
  const signUps = sampleDays(until).flatMap((day) => day.signUps)
  sandbox.control.putContacts(
    signUps
      .filter(({ becomes }) => becomes === 'created')
      .map(({ signUp: { email_address, first_name = '', last_name = '', list_memberships } }) => ({
        ...{ email_address, first_name, last_name, list_memberships },
      })),
  )
}

/** The last day with made-up sign-ups, in UTC days since 1970; undefined where there are none. */
export async function sampleDataUntil(database: Database): Promise<number | undefined> {
  const until = await readMeta(database, UNTIL)
  return until === undefined ? undefined : Number(until)
}

async function hasSignUps(database: Database): Promise<boolean> {
  return Object.values(await countSignUps(database)).some((count) => count > 0)
}

async function fill(until: number, store: Store): Promise<void> {
  await addMeta(store.database, UNTIL, String(until))
  // Another relay on the database may have been quicker.
  if (await hasSignUps(store.database)) return
  const tally = createTally()
  for (const { day, signUps, started } of sampleDays(until)) {
    const opens = day * DAY_MS + OPENS_MS
    const isListed = day > until - LISTED_DAYS
    const batches = isListed ? signUps.map((one) => [one]) : [signUps]
    for (const [index, batch] of batches.entries())
      await addAt(opens + Math.round((index * OPEN_MS) / batches.length), batch, store)
    await changeOutbox(at(store.database, opens), (change) =>
      tally.add(
        change,
        'started',
        started.map(({ page, lists, times }) => ({ ...countedAs(page, lists, isOwnOrigin), times })),
      ),
    )
  }
  for (const past of troubles(until)) await recordPastIncident(store.database, past)
  await rememberAlert(store.database, (until - TOO_LONG_DAYS_AGO) * DAY_MS + OPENS_MS)
}

const isOwnOrigin = (origin: string) => origin === SITE

/** Records these sign-ups at a time, and settles them at once. */
async function addAt(time: number, signUps: readonly SampleSignUp[], store: Store): Promise<void> {
  const database = at(store.database, time)
  const outbox = createOutbox({
    ...{ ...store, database, isOwnOrigin, now: () => time, sleep },
    ...{ maxWaiting: Number.POSITIVE_INFINITY, perSecond: 4, callsEach: 1 },
  })
  const recorded = await Promise.all(
    signUps.map(({ signUp }) => outbox.record({ submission_id: randomUUID(), ...signUp }, REQUEST)),
  )
  await changeOutbox(database, async (change) => {
    for (const [index, result] of recorded.entries()) {
      if (result.kind !== 'recorded') throw new Error('A made-up sign-up was not recorded')
      const signUp = { id: result.id, state: 'recorded' } as const
      const becomes = signUps[index]?.becomes ?? 'refused'
      if (becomes === 'refused') await park(change, signUp, 'refused')
      else await deliver(change, signUp, becomes, null)
    }
  })
}

/** The owner was alerted to the parked one when it was parked, and is not again at the start. */
async function rememberAlert(database: Database, since: number): Promise<void> {
  const alerts = createAlertStore(database)
  await alerts.acquire()
  await alerts.change((state) => ({ ...state, episodes: { parked: { since, toldAt: since, told: 1 } } }))
  await alerts.release()
}

/** The database with another time. */
function at(database: Database, time: number): Database {
  return {
    ...database,
    now: async () => time,
    transaction: (work) => database.transaction((transaction) => work(at(transaction, time))),
  }
}

function troubles(until: number) {
  const ago = (days: number) => (until - days) * DAY_MS + OPENS_MS
  return [
    {
      ...{ trouble: 'waiting', beganAt: ago(26), mendedAt: ago(26) + 95 * MINUTE_MS },
      sentence:
        'Sign-ups are waiting to be delivered to Constant Contact: 6 in all, the oldest for 1 h 2 min. They are safe and will be retried automatically. The last call to Constant Contact failed (HTTP 503).',
    },
    {
      ...{ trouble: 'disconnected', beganAt: ago(12), mendedAt: ago(12) + 38 * MINUTE_MS },
      sentence:
        'Constant Contact rejects the connection: access was revoked. No sign-up is lost: 4 sign-ups so far will be delivered once you reconnect.',
    },
  ]
}
