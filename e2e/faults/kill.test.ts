import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Sandbox } from '../../server/sandbox/sandbox.ts'
import type { Engine } from '../../server/store/database.ts'
import { openDatabase } from '../../server/store/open.ts'
import { openAccount } from './account.ts'
import { readLedger } from './ledger.ts'
import { createRelayProcess, type RelayProcess, STOP_MS } from './relay-process.ts'
import { letVisitorsArrive } from './visitors.ts'

/** Half of the delivery rate, so that the backlog from waiting for a lease to expire is worked off. */
const ARRIVALS_A_SECOND = 2
/** A lease lasts 15 s; then another relay delivers. */
const DELIVERING_MS = 180_000
const DRAIN_MS = 600_000
const HOUR_MS = 3_600_000
const ROUNDS = Number(process.env['ROUNDS'] ?? 30)

const CASES: { engine: Engine; relays: number }[] = [
  { engine: 'sqlite', relays: 1 },
  { engine: 'sqlite', relays: 2 },
  { engine: 'postgres', relays: 1 },
  { engine: 'postgres', relays: 2 },
]

async function until(
  reached: () => boolean | Promise<boolean>,
  withinMs: number,
  what: string,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await pause(100)
  }
}

/** How many wait for tomorrow, since kills in the middle of its calls have used up the tries of their address. */
async function waitForTomorrow(databaseUrl: string): Promise<number> {
  const database = await openDatabase(databaseUrl)
  const sql = "SELECT id FROM signups WHERE state = 'waiting' AND due_at > ?"
  const rows = await database.all(sql, Date.now() + HOUR_MS)
  await database.close()
  return rows.length
}

/**
 * Waits until a call of the API arrives, so that the following kill hits a relay that delivers. A kill just after a call for a
 * token may lose the only copy of the next one, and only a person can connect that relay again.
 */
async function delivering(sandbox: Sandbox): Promise<void> {
  const calls = () => sandbox.state().calls.filter(({ path }) => path.startsWith('/v3/')).length
  const before = calls()
  await until(() => calls() > before, DELIVERING_MS, 'somebody delivers')
}

test.concurrent.for(CASES)(
  `${ROUNDS} kills under load lose nothing, on $engine with $relays`,
  async ({ engine, relays: count }, { onTestFinished }) => {
    const { sandbox, environment } = await openAccount(engine, onTestFinished)
    const relays: RelayProcess[] = []
    for (let n = 0; n < count; n += 1) relays.push(await createRelayProcess(environment))
    try {
      for (const relay of relays) await relay.start()
      const visitors = letVisitorsArrive(
        relays.map(({ url }) => url),
        ARRIVALS_A_SECOND,
      )
      onTestFinished(visitors.abandon)
      for (let round = 0; round < ROUNDS; round += 1) {
        await delivering(sandbox)
        await pause(Math.random() * 1500)
        const victim = relays[Math.floor(Math.random() * count)]
        await victim?.kill()
        await victim?.start()
      }
      await visitors.leave()
      const { acknowledged } = visitors
      const databaseUrl = String(environment['DATABASE_URL'])
      await until(
        async () => {
          const { lost } = readLedger(sandbox, acknowledged)
          return lost === 0 || lost <= (await waitForTomorrow(databaseUrl))
        },
        DRAIN_MS,
        'everything acknowledged is delivered, or waits for tomorrow',
      )
      const [result, tomorrow] = [readLedger(sandbox, acknowledged), await waitForTomorrow(databaseUrl)]
      console.log(`${engine}, ${count} relay(s), ${ROUNDS} kills:`, { ...result, tomorrow })
      expect(result).toMatchObject({ outOfOrder: 0, throttled: 0 })
      expect(tomorrow).toBeLessThanOrEqual(ROUNDS)
      expect(result.mostInASecond).toBeLessThanOrEqual(4)
      // As many as go out in a second may be in flight at a kill, where the vendor is slow.
      expect(result.repeated).toBeLessThanOrEqual(4 * ROUNDS)
      for (const relay of relays) expect(await relay.stop()).toBeLessThan(STOP_MS)
    } finally {
      for (const relay of relays) await relay.kill()
    }
  },
)
