import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, inject, type TestContext, test } from 'vitest'
import { freePort } from '../../server/testing/port.ts'
import { newTestDatabase } from '../../server/testing/postgres.ts'
import '../../server/testing/postgres-setup.ts'
import { installFromApt } from '../support/install-from-apt.ts'
import { openAccountFor } from './account.ts'
import { createRelayProcess } from './relay-process.ts'
import { postSignUp } from './sign-up.ts'

const NOBODY = 65_534
const IGNORED = 'ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout, options'

const INSTALL_MS = 300_000

beforeAll(() => {
  if (isInstalled() || (installFromApt('pgbouncer') && isInstalled())) return
  throw new Error(
    'These tests need PgBouncer, and it could not be installed. Install it so that `pgbouncer` runs.',
  )
}, INSTALL_MS)

function isInstalled(): boolean {
  return spawnSync('pgbouncer', ['--version']).status === 0
}

/** Starts PgBouncer in front of the test's PostgreSQL with these further settings; resolves to the address of a database. */
async function bouncedUrl(settings: string, afterwards: TestContext['onTestFinished']): Promise<string> {
  const server = new URL(inject('postgres'))
  const url = new URL(await newTestDatabase(inject('postgres')))
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'pgbouncer-')), await freePort()]
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(join(folder, 'users'), '"postgres" ""\n')
  await writeFile(
    file,
    `[databases]\n* = host=127.0.0.1 port=${server.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\n` +
      `unix_socket_dir =\nauth_type = trust\nauth_file = ${join(folder, 'users')}\n${settings}\n`,
  )
  const isRoot = process.getuid?.() === 0
  if (isRoot) for (const path of [folder, file, join(folder, 'users')]) await chown(path, NOBODY, NOBODY)
  const bouncer = spawn('pgbouncer', [file], { ...(isRoot && { uid: NOBODY, gid: NOBODY }), stdio: 'pipe' })
  afterwards(async () => {
    const gone = once(bouncer, 'exit')
    bouncer.kill('SIGKILL')
    await gone
    await rm(folder, { recursive: true })
  })
  await new Promise<void>((resolve, reject) => {
    bouncer.stderr.on('data', (text) => String(text).includes('process up') && resolve())
    bouncer.once('exit', (code) => reject(new Error(`PgBouncer ended with code ${code}`)))
  })
  url.port = String(port)
  return url.href
}

test('works behind PgBouncer with the settings that the papers name', async ({ onTestFinished }) => {
  const url = await bouncedUrl(`pool_mode = session\n${IGNORED}`, onTestFinished)
  const { environment } = await openAccountFor(url, onTestFinished)
  const relay = await createRelayProcess(environment)
  await relay.start()
  onTestFinished(relay.kill)
  await expect.poll(async () => (await postSignUp(relay.url)).status, { timeout: 120_000 }).toBe(201)
  expect((await fetch(`${relay.url}/health/ready`)).status).toBe(200)
})

test('says what to set where PgBouncer refuses it', async ({ onTestFinished }) => {
  const url = await bouncedUrl('pool_mode = session', onTestFinished)
  const { environment } = await openAccountFor(url, onTestFinished)
  const relay = await createRelayProcess(environment)
  await expect(relay.start()).rejects.toThrow(/pgbouncer\.ini.+ignore_startup_parameters/)
})

test.for(['transaction', 'statement'])(
  'says what to set where PgBouncer pools by %s',
  async (mode, { onTestFinished }) => {
    const url = await bouncedUrl(`pool_mode = ${mode}\n${IGNORED}`, onTestFinished)
    const { environment } = await openAccountFor(url, onTestFinished)
    const relay = await createRelayProcess(environment)
    onTestFinished(relay.kill)
    await expect(relay.start()).rejects.toThrow(/pgbouncer\.ini.+pool_mode = session/)
  },
)

test('says the same if PgBouncer has a single connection', async ({ onTestFinished }) => {
  const url = await bouncedUrl(`pool_mode = transaction\ndefault_pool_size = 1\n${IGNORED}`, onTestFinished)
  const { environment } = await openAccountFor(url, onTestFinished)
  const relay = await createRelayProcess(environment)
  onTestFinished(relay.kill)
  await expect(relay.start()).rejects.toThrow(/pgbouncer\.ini.+pool_mode = session/)
})
