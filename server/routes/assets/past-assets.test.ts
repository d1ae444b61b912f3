import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { describe, expect, it, vi } from 'vitest'
import type { Database } from '../../store/database.ts'
import { openKeyedHash } from '../../store/keyed-hash.ts'
import { createReleases } from '../../store/releases.ts'
import { createSeal } from '../../store/sealed.ts'
import { ENGINES, newDatabase } from '../../testing/databases.ts'
import { DAY_MS, SECOND_MS } from '../../time/duration.ts'
import { createApp } from '../app.ts'
import { type Assets, alsoUnder, assetRoutes, createAsset } from './assets.ts'
import { pastAssetRoutes } from './past-assets.ts'

/** The files of two builds: the script has the same name in both, the chunk has not. */
const OLD = { 'signup.js': 'old script', 'visit-aaaaaaaa.js': 'old chunk' }
const NEW = { 'signup.js': 'new script', 'visit-bbbbbbbb.js': 'new chunk' }

function builtFrom(files: Record<string, string>): Assets {
  const built = Object.entries(files).map(
    ([name, content]) => [`/v1/${name}`, createAsset(name, Buffer.from(content))] as const,
  )
  return new Map(built)
}

/** Starts a relay of one version on a database, as `serve` does. */
async function start(database: Database, version: string, files: Record<string, string>) {
  const hash = await openKeyedHash(database, createSeal(['a secret key of thirty-two letters'], 'sign-ups'))
  const releases = createReleases(database, hash)
  await releases.keep(
    version,
    new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
  )
  const clock = { now: 0 }
  const list = vi.spyOn(releases, 'list')
  const app = createApp({
    log: pino({ level: 'silent' }),
    now: () => clock.now,
    routes: [
      assetRoutes(alsoUnder(builtFrom(files), '/v1/', `/v${version}/`)),
      pastAssetRoutes({ releases, now: () => clock.now }),
    ],
  })
  const get = async (path: string) => {
    const response = await app.request(path)
    const { status, headers } = response
    return {
      status,
      cache: headers.get('cache-control') ?? '',
      text: status === 200 ? await response.text() : '',
    }
  }
  return { get, clock, list }
}

describe.each(ENGINES)('on %s', (engine) => {
  it('an upgraded relay still serves what pages pinned and cached, byte for byte', async () => {
    const database = await newDatabase(engine)
    await start(database, '1.0.0', OLD)
    const { get } = await start(database, '1.0.1', NEW)
    const pinned = await get('/v1.0.0/signup.js')
    const hash = (text: string) => createHash('sha384').update(text).digest('base64')
    expect(hash(pinned.text)).toBe(hash(OLD['signup.js']))
    for (const path of ['/v1.0.0/visit-aaaaaaaa.js', '/v1/visit-aaaaaaaa.js']) {
      expect(await get(path)).toMatchObject({
        text: 'old chunk',
        cache: expect.stringContaining('immutable'),
      })
    }
    expect((await get('/v1/signup.js')).text).toBe('new script')
    expect((await get('/v1.0.1/signup.js')).text).toBe('new script')
  })

  it('during a rolling upgrade either relay serves the pages of the other', async () => {
    const database = await newDatabase(engine)
    const old = await start(database, '1.0.0', OLD)
    expect((await old.get('/v1/visit-bbbbbbbb.js')).status).toBe(404)
    const young = await start(database, '1.0.1', NEW)
    old.clock.now += SECOND_MS
    expect((await young.get('/v1/visit-aaaaaaaa.js')).text).toBe('old chunk')
    expect((await old.get('/v1/visit-bbbbbbbb.js')).text).toBe('new chunk')
    expect((await old.get('/v1.0.1/signup.js')).text).toBe('new script')
  })

  it('a file that was written without the key is not served', async () => {
    const database = await newDatabase(engine)
    await start(database, '1.0.0', OLD)
    const evil = Buffer.from('evil()').toString('base64')
    await database.run("UPDATE releases SET content = ? WHERE name = 'visit-aaaaaaaa.js'", evil)
    await database.run("UPDATE releases SET name = 'visit-cccccccc.js' WHERE name = 'signup.js'")
    const { get } = await start(database, '1.0.1', NEW)
    expect((await get('/v1/visit-aaaaaaaa.js')).status).toBe(404)
    expect((await get('/v1.0.0/visit-cccccccc.js')).status).toBe(404)
  })
})

it('asks the database for unknown files once a second at most', async () => {
  const { get, list, clock } = await start(await newDatabase('sqlite'), '1.0.0', OLD)
  const paths = Array.from({ length: 50 }, (_, index) => `/v1/visit-${String(index).padStart(8, '0')}.js`)
  const answers = await Promise.all(paths.map(get))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
  expect(list).toHaveBeenCalledTimes(1)
  clock.now += SECOND_MS
  await get('/v9.9.9/signup.js')
  expect(list).toHaveBeenCalledTimes(2)
  clock.now -= DAY_MS
  await get('/v9.9.9/signup.js')
  expect(list).toHaveBeenCalledTimes(3)
})
