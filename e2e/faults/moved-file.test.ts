import { rename, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openAccount } from './account.ts'
import { createRelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

const LOSSES: { what: string; lose: (path: string) => Promise<void> }[] = [
  { what: 'deleted', lose: (path) => rm(path) },
  { what: 'moved', lose: (path) => rename(path, `${path}.old`) },
  { what: 'left without its log', lose: (path) => rm(`${path}-wal`) },
]

test.for(LOSSES)(
  'with the database file $what, nobody is told that their sign-up was received',
  async ({ lose }, { onTestFinished }) => {
    const { environment } = await openAccount('sqlite', onTestFinished)
    const relay = await createRelayProcess(environment)
    await relay.start()
    onTestFinished(relay.kill)
    expect((await postSignUp(relay.url)).ok).toBe(true)
    await lose(String(environment['DATABASE_URL']).replace('file:', ''))
    expect((await postSignUp(relay.url)).status).toBe(503)
    const ready = async () => {
      const response = await fetch(`${relay.url}/health/ready`)
      return { code: response.status, ...JSON.parse(await response.text()) }
    }
    await expect.poll(ready, { timeout: 5000 }).toMatchObject({ code: 503, database: 'moved' })
    expect(relay.log()).toContain('"cause":"moved"')
    await expect.poll(relay.log, { timeout: 60_000 }).toContain('was deleted, moved or replaced')
    expect(await relay.stop()).toBeLessThan(5000)
  },
)
