import { expect, test } from 'vitest'
import { openSqlite } from '../../server/store/engines/sqlite.ts'
import { median } from '../bench/relay/load.ts'
import { openAccount } from './account.ts'
import { createRelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

const LOCKED_MS = 30_000
const PATIENCE_MS = 500

test('nobody waits for a database that another process has locked, and it is used again afterwards', async ({
  onTestFinished,
}) => {
  const { environment } = await openAccount('sqlite', onTestFinished)
  const relay = await createRelayProcess({ ...environment, RELAY_PATIENCE_MS: String(PATIENCE_MS) })
  await relay.start()
  onTestFinished(relay.kill)
  const database = await openSqlite(String(environment['DATABASE_URL']).replace('file:', ''))
  const took: Record<'visitor' | 'ready', number[]> = { visitor: [], ready: [] }
  const timed = async (answer: Promise<Response>) => {
    const begun = performance.now()
    return { status: (await answer).status, ms: performance.now() - begun }
  }
  await database.transaction(async (transaction) => {
    await transaction.run("UPDATE meta SET value = value WHERE name = ''")
    for (const end = Date.now() + LOCKED_MS; Date.now() < end; ) {
      const [visitor, ready] = await Promise.all([
        timed(postSignUp(relay.url)),
        timed(fetch(`${relay.url}/health/ready`)),
      ])
      expect([visitor.status, ready.status]).toEqual([503, 503])
      took.visitor.push(visitor.ms)
      took.ready.push(ready.ms)
    }
  })
  await database.close()
  console.log('answered while the database was locked, in ms:', took)
  // Not the slowest, since a busy machine may be late now and then.
  expect(median(took.visitor)).toBeLessThan(PATIENCE_MS + 3000)
  expect(median(took.ready)).toBeLessThan(3000)
  const again = async () => (await postSignUp(relay.url)).ok
  await expect.poll(again, { timeout: 60_000 }).toBe(true)
})
