import { rename, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openSqlite } from '../../server/store/engines/sqlite.ts'
import { openAccount } from './account.ts'
import { createRelayProcess, STOP_MS } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

/** `isSaved`: what was acknowledged is found again after a start. */
const LOSSES: { what: string; lose: (path: string) => Promise<void>; isSaved?: boolean }[] = [
  { what: 'deleted', lose: (path) => rm(path) },
  { what: 'moved', lose: (path) => rename(path, `${path}.old`) },
  { what: 'left without its log', lose: (path) => rm(`${path}-wal`), isSaved: true },
]

test.for(LOSSES)(
  'with the database file $what, nobody is told that their sign-up was received',
  async ({ lose, isSaved = false }, { onTestFinished }) => {
    const { environment } = await openAccount('sqlite', onTestFinished)
    const relay = await createRelayProcess(environment)
    await relay.start()
    onTestFinished(relay.kill)
    expect((await postSignUp(relay.url)).ok).toBe(true)
    const path = String(environment['DATABASE_URL']).replace('file:', '')
    await lose(path)
    expect((await postSignUp(relay.url)).status).toBe(503)
    const ready = async () => {
      const response = await fetch(`${relay.url}/health/ready`)
      return { code: response.status, ...JSON.parse(await response.text()) }
    }
    await expect.poll(ready, { timeout: 60_000 }).toMatchObject({ code: 503, database: 'moved' })
    expect(relay.log()).toContain('"cause":"moved"')
    await expect.poll(relay.log, { timeout: 180_000 }).toContain('was deleted, moved or replaced')
    if (isSaved) {
      // Killed, so that only what was saved before is found.
      await relay.kill()
      await relay.start()
      const database = await openSqlite(path)
      expect(await database.all('SELECT id FROM signups WHERE id = 1')).toEqual([{ id: 1 }])
      await database.close()
    }
    expect(await relay.stop()).toBeLessThan(STOP_MS)
  },
)
