import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, type TestContext, test } from 'vitest'
import { openSqlite } from '../../server/store/engines/sqlite.ts'
import { openAccountFor } from './account.ts'
import { faultyDisk } from './disk.ts'
import { createRelayProcess, type RelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

const NOBODY = 65_534
const ANSWERED_MS = 60_000

async function ready({ url }: RelayProcess) {
  const response = await fetch(`${url}/health/ready`)
  return { code: response.status, ...JSON.parse(await response.text()) }
}

/** How many sign-ups a database file holds. */
async function signUpsIn(path: string): Promise<unknown> {
  const database = await openSqlite(path)
  const [row] = await database.all('SELECT COUNT(*) AS n FROM signups')
  await database.close()
  return row?.['n']
}

test('on a disk that has become read-only nobody is told that their sign-up was received, and nothing is lost', async ({
  onTestFinished,
}) => {
  const disk = await faultyDisk(onTestFinished)
  const path = join(disk.folder, 'relay.db')
  const { environment } = await openAccountFor(`file:${path}`, onTestFinished)
  const relay = await createRelayProcess(environment)
  onTestFinished(relay.kill)
  await relay.start()
  expect((await postSignUp(relay.url)).ok).toBe(true)
  await disk.fail()
  expect((await postSignUp(relay.url, 'bob@example.org')).status).toBe(503)
  await expect
    .poll(() => ready(relay), { timeout: ANSWERED_MS })
    .toMatchObject({ code: 503, database: 'broken' })
  await expect.poll(relay.log, { timeout: 180_000 }).toContain('the database reported an unexpected error')
  await relay.kill()
  await disk.repair()
  expect(await signUpsIn(path)).toBe(1)
})

/** A relay that runs as a user whom permissions concern, with a folder of its own. */
async function aRelayOfNobody(afterwards: TestContext['onTestFinished']) {
  const folder = await mkdtemp(join(tmpdir(), 'relay-nobody-'))
  afterwards(() => rm(folder, { recursive: true }))
  await chown(folder, NOBODY, NOBODY)
  const path = join(folder, 'relay.db')
  const { environment } = await openAccountFor(`file:${path}`, afterwards)
  const main = pathToFileURL('dist/server/main.js')
  const asNobody = `process.setgid(${NOBODY}); process.setuid(${NOBODY}); import('${main}')`
  const relay = await createRelayProcess(environment, ['-e', asNobody])
  afterwards(relay.kill)
  await relay.start()
  expect((await postSignUp(relay.url)).ok).toBe(true)
  return { relay, folder, path }
}

test.runIf(process.getuid?.() === 0)(
  'files that have lost their permissions are used on, since they are open, and a start names what is wrong',
  async ({ onTestFinished }) => {
    const { relay, folder, path } = await aRelayOfNobody(onTestFinished)
    await chmod(folder, 0o555)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) await chmod(file, 0)
    expect((await postSignUp(relay.url, 'bob@example.org')).ok).toBe(true)
    expect(await ready(relay)).toMatchObject({ code: 200 })
    await relay.kill()
    await expect(relay.start()).rejects.toThrow(/DATABASE_URL names a database that cannot be opened/)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) await chmod(file, 0o444)
    await expect(relay.start()).rejects.toThrow(/DATABASE_URL names a database that cannot be opened/)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) await chmod(file, 0o644)
    await relay.start()
    expect(await signUpsIn(path)).toBe(2)
  },
)

test.runIf(process.getuid?.() === 0)(
  'a folder that may not be entered any more is said as what it is, and used again once it may',
  async ({ onTestFinished }) => {
    const { relay, folder, path } = await aRelayOfNobody(onTestFinished)
    await chmod(folder, 0)
    expect((await postSignUp(relay.url, 'bob@example.org')).status).toBe(503)
    await expect
      .poll(() => ready(relay), { timeout: ANSWERED_MS })
      .toMatchObject({ code: 503, database: 'unreachable' })
    await chmod(folder, 0o755)
    await expect.poll(() => ready(relay), { timeout: ANSWERED_MS }).toMatchObject({ code: 200 })
    expect((await postSignUp(relay.url, 'bob@example.org')).ok).toBe(true)
    expect(await signUpsIn(path)).toBe(2)
  },
)
