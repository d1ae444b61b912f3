import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { smallDisk } from './disk.ts'
import { createRelayProcess } from './relay-process.ts'

const run = promisify(execFile)
/** By then a start has failed, or the disk was large enough. */
const STARTED_MS = 15_000
const LINK = /\/console\/sign-in\?code=[\da-f]{32}/

/** Starts a relay with nothing but a place for its database. */
function firstStart(DATABASE_URL: string) {
  return spawn(process.execPath, ['dist/server/main.js'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

test.for(['relay.db', 'relay.db-wal', 'secret.key.', 'secret.key'])(
  'a relay that is killed at its first start, as soon as there is %s, can be started again, with the key that it made',
  async (name, { onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'relay-first-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [url, key] = [`file:${join(folder, 'relay.db')}`, join(folder, 'secret.key')]
    const killed = firstStart(url)
    const gone = new Promise((resolve) => killed.once('exit', resolve))
    const isThere = () => readdirSync(folder).some((found) => found.startsWith(name))
    await expect.poll(isThere, { timeout: 60_000, interval: 1 }).toBe(true)
    killed.kill('SIGKILL')
    await gone
    const made = existsSync(key) ? await readFile(key, 'utf8') : undefined
    const relay = await createRelayProcess({ DATABASE_URL: url })
    onTestFinished(relay.kill)
    await relay.start()
    await expect.poll(relay.log, { timeout: 60_000 }).toMatch(LINK)
    const kept = await readFile(key, 'utf8')
    expect(kept).toMatch(/^[\da-f]{64}\n$/)
    expect(made ?? kept).toBe(kept)
  },
)

/** In the order in which a start runs out of room: for the tables, the key, what is sealed with it, or later. */
test.for(['12k', '100k', '276k', '288k'])(
  'a first start on a disk of %s says what is wrong, and goes on once there is room',
  async (size, { onTestFinished }) => {
    const disk = await smallDisk(size, onTestFinished)
    const url = `file:${join(disk, 'relay.db')}`
    const started = firstStart(url)
    const killing = setTimeout(() => started.kill('SIGKILL'), STARTED_MS)
    const written = await text(started.stderr)
    clearTimeout(killing)
    if (written !== '') expect(written).toMatch(/^The relay could not start:\n {2}.*(full|I\/O error|ENOSPC)/)
    await run('mount', ['-o', 'remount,size=8M', disk])
    const relay = await createRelayProcess({ DATABASE_URL: url })
    onTestFinished(relay.kill)
    await relay.start()
    await expect.poll(relay.log, { timeout: 60_000 }).toMatch(LINK)
  },
)
