import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import { StoreError } from '../../store/database.ts'
import type { ReleasedFile, Releases } from '../../store/releases.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { type Asset, type Assets, assetResponse, createAsset, IMMUTABLE } from './assets.ts'

/** Requests for files that never existed must not query the database every time. */
const LIST_EVERY_MS = 1000

/** On another thread: by now visitors are served on this one. */
const compressBrotli = promisify(brotliCompress)

type Parts = { releases: Releases; now: () => number }

/**
 * Serves files of the widget that this build lacks, but that another version on this database has or had: under that
 * version, or a chunk by the hash in its name. Must come after the routes of the current files.
 */
export function pastAssetRoutes({ releases, now }: Parts): Routes {
  const routes = createRoutes()
  const addresses = new Map<string, ReleasedFile>()
  const assets = new Map<ReleasedFile, Promise<Asset | undefined>>()
  let listing = Promise.resolve()
  let listedAt = Number.NEGATIVE_INFINITY

  routes.get('/v1/:chunk{[\\w-]+-[\\w-]{8}\\.js}', serve)
  routes.get('/:version{v\\d+\\.\\d+\\.\\d+}/:file{[\\w-]+\\.js}', serve)
  return routes

  async function serve({ req }: Context, next: () => Promise<void>) {
    const file = addresses.get(req.path) ?? (await listedAs(req.path))
    const asset = file && (await assetOf(file))
    return asset ? assetResponse(asset, req.raw, IMMUTABLE) : next()
  }

  async function listedAs(path: string): Promise<ReleasedFile | undefined> {
    if (Math.abs(now() - listedAt) >= LIST_EVERY_MS) {
      listedAt = now()
      listing = list()
    }
    await listing
    return addresses.get(path)
  }

  async function list(): Promise<void> {
    for (const file of await releases.list()) {
      for (const path of [`/v${file.version}/${file.name}`, `/v1/${file.name}`]) {
        if (!addresses.has(path)) addresses.set(path, file)
      }
    }
  }

  function assetOf(file: ReleasedFile): Promise<Asset | undefined> {
    const reading = assets.get(file) ?? read(file)
    assets.set(file, reading)
    reading.catch(() => assets.delete(file))
    return reading
  }

  async function read(file: ReleasedFile): Promise<Asset | undefined> {
    const content = await releases.read(file)
    return content && createAsset(file.name, content, await compressBrotli(content))
  }
}

/** Stores the files of this version for relays of other versions. A relay that cannot store them still serves its own. */
export async function keepAssets(
  releases: Releases,
  assets: Assets,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const files = [...assets].map(([path, { bodies }]) => [path.replace('/v1/', ''), bodies.identity] as const)
  await releases.keep(VERSION, new Map(files)).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error
    log.warn({ fault: error.fault }, 'could not store the files of this version for later ones')
  })
}
