import { execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { createOutboxAdmin } from '../../server/operator/outbox-admin.ts'
import { openSqlite } from '../../server/store/engines/sqlite.ts'
import { openKeyedHash } from '../../server/store/keyed-hash.ts'
import { createSeal } from '../../server/store/sealed.ts'
import { openAccountFor } from './account.ts'
import { SECRET_KEY } from './account-settings.ts'
import { createRelayProcess } from './relay-process.ts'
import { letVisitorsArrive } from './visitors.ts'

const run = promisify(execFile)
/** How many acknowledgements there are before the power goes, of the relay and of the control. */
const ACKNOWLEDGED = 50
const ROUNDS = Number(process.env['ROUNDS'] ?? 3)

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('losetup', ['--find'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Mounts a file system that is stored in a file. What a program has written but not synced exists only in the memory of the
 * mounted file system. So a copy of the file, taken while nothing writes, is the disk as a power cut would leave it.
 */
test.runIf(canMount()).for(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'a power cut loses nothing that was acknowledged, while a database without full sync loses much (%i)',
  async (_, { onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'relay-power-cut-'))
    const [disk, mounted, image] = [join(folder, 'disk'), join(folder, 'mounted'), join(folder, 'image')]
    onTestFinished(async () => {
      await unmount(mounted)
      await rm(folder, { recursive: true })
    })
    await run('truncate', ['-s', '256M', disk])
    await run('mkfs.ext4', ['-q', disk])
    await run('mkdir', [mounted])
    await run('mount', ['-o', 'loop', disk, mounted])

    const { environment } = await openAccountFor(`file:${join(mounted, 'relay.db')}`, onTestFinished)
    const relay = await createRelayProcess(environment)
    await relay.start()
    const control = startControl(join(mounted, 'control.db'))
    const visitors = letVisitorsArrive([relay.url], 150)
    await vi.waitUntil(() => Math.min(visitors.acknowledged.length, control.acknowledged()) > ACKNOWLEDGED, {
      timeout: 300_000,
      interval: 20,
    })
    relay.freeze()
    control.freeze()
    // Lets acknowledgements that were already sent arrive.
    await pause(100)
    const acknowledged = [...visitors.acknowledged]
    const controlAcknowledged = control.acknowledged()
    await run('cp', ['--sparse=always', disk, image])
    visitors.abandon()
    await relay.kill()
    await control.kill()
    await unmount(mounted)
    await run('mount', ['-o', 'loop', image, mounted])

    const left = join(folder, 'left')
    await run('cp', ['-r', mounted, left])
    await unmount(mounted)
    const kept = await keptIn(join(left, 'relay.db'))
    const lost = acknowledged.filter(({ address, number }) => !kept.has(`${address} ${number}`))
    const controlKept = await countIn(join(left, 'control.db'))
    console.log('acknowledged', acknowledged.length, 'lost', lost.length)
    console.log('control: acknowledged', controlAcknowledged, 'lost', controlAcknowledged - controlKept)
    expect(acknowledged.length).toBeGreaterThan(ACKNOWLEDGED)
    expect(lost).toEqual([])
    expect(controlKept).toBeLessThan(controlAcknowledged)
  },
)

/** Writes with `synchronous=NORMAL`, and reports the number of commits after each. */
function startControl(path: string) {
  const program = `
    const { DatabaseSync } = require('@photostructure/sqlite')
    const database = new DatabaseSync(${JSON.stringify(path)})
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE rows (n INTEGER)')
    const insert = database.prepare('INSERT INTO rows VALUES (?)')
    let n = 0
    const next = () => { insert.run(++n); process.stdout.write(n + '\\n', () => setTimeout(next, 2)) }
    next()`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  let acknowledged = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged = Number(line)
  })
  return {
    acknowledged: () => acknowledged,
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Unmounts; does nothing if it is not mounted. */
async function unmount(mounted: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const isMounted = await run('mountpoint', ['-q', mounted]).then(
      () => true,
      () => false,
    )
    if (!isMounted) return
    await run('umount', [mounted]).catch(() => pause(100))
  }
  throw new Error(`${mounted} is busy`)
}

async function keptIn(path: string): Promise<Set<string>> {
  const database = await openSqlite(path)
  const seal = createSeal([SECRET_KEY], 'sign-ups')
  const outboxAdmin = createOutboxAdmin({ database, seal, keyedHash: await openKeyedHash(database, seal) })
  const kept = new Set<string>()
  for await (const { content } of outboxAdmin.export()) {
    if (content.kind === 'kept') kept.add(`${content.signUp.email_address} ${content.signUp.first_name}`)
  }
  await database.close()
  return kept
}

async function countIn(path: string): Promise<number> {
  const database = await openSqlite(path)
  const [row] = await database.all('SELECT COUNT(*) AS n FROM rows').catch(() => [])
  await database.close()
  return Number(row?.['n'] ?? 0)
}
