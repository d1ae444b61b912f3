import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { parseAccept } from 'hono/utils/accept'
import { PATHS } from '../../contract.ts'
import { createRoutes, type Routes } from '../routes.ts'

type Encoding = 'br' | 'gzip' | 'identity'
/** One built file in memory, in every encoding it is served in. `integrity` is its hash as `integrity=` wants it. */
export type Asset = {
  type: string
  tag: string
  integrity: string
  bodies: Record<Encoding, Uint8Array<ArrayBuffer>>
}
/** What is enough to serve a file: one that is compressed already has one encoding. */
type ServedFile = Pick<Asset, 'type' | 'tag'> & {
  bodies: Pick<Asset['bodies'], 'identity'> & Partial<Asset['bodies']>
}
/** Built files by the path that serves them. */
export type Assets = ReadonlyMap<string, Asset>

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Makes a file ready, so that no request pays for its compression. `br` is the file compressed with Brotli. Without it, that
 * happens on this thread, since each thread that compresses keeps megabytes until the process ends.
 */
export function createAsset(name: string, content: Uint8Array, br = brotliCompressSync(content)): Asset {
  const gzipped = gzipSync(content, { level: 9 })
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    tag: tagOf(content),
    bodies: { br: new Uint8Array(br), gzip: new Uint8Array(gzipped), identity: new Uint8Array(content) },
  }
}

/** What tells one content from another, in an ETag. */
export const tagOf = (content: Uint8Array) =>
  createHash('sha256').update(content).digest('base64url').slice(0, 22)

/**
 * Reads every file in a folder, to be served under a prefix. If the build has compressed a file, that is beside it, as
 * `NAME.br`. Rejects when the folder does not exist.
 */
export async function readAssets(folder: string, prefix: string): Promise<Assets> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && extname(entry.name) !== '.br')
  const assets = files.map(async (entry): Promise<[string, Asset]> => {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length).split(/[\\/]/).filter(Boolean).join('/')
    const br = await readFile(`${path}.br`).catch(() => undefined)
    return [`${prefix}${name}`, createAsset(name, await readFile(path), br)]
  })
  return new Map(await Promise.all(assets))
}

function preferred(accepted: string): Encoding {
  const taken = parseAccept(accepted)
    .filter(({ q }) => q > 0)
    .map(({ type }) => type.toLowerCase())
  if (taken.includes('br')) return 'br'
  return taken.includes('gzip') ? 'gzip' : 'identity'
}

/** For an address whose content may change. */
export const ROLLING = 'public, max-age=300, stale-while-revalidate=86400'
/** For an address whose content never changes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Answers with an asset: readable by every origin, compressed, revalidated by its ETag. */
export function assetResponse(asset: ServedFile, request: Request, cacheControl: string): Response {
  const wanted = preferred(request.headers.get('accept-encoding') ?? '')
  const encoding = asset.bodies[wanted] ? wanted : 'identity'
  const tag = `"${asset.tag}-${encoding}"`
  const headers = new Headers({
    'content-type': asset.type,
    'cache-control': cacheControl,
    etag: tag,
    vary: 'Accept-Encoding',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  const known = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((item) => item.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return new Response(null, { status: 304, headers })
  if (encoding !== 'identity') headers.set('content-encoding', encoding)
  return new Response(asset.bodies[encoding], { headers })
}

/** The same files under a second prefix, which names their version. */
export function alsoUnder(assets: Assets, prefix: string, second: string): Assets {
  const again = [...assets].map(([path, asset]): [string, Asset] => [path.replace(prefix, second), asset])
  return new Map([...assets, ...again])
}

/** Where the files of this version are served, which never change: `/v1.0.0/`. */
export const PINNED_PREFIX = `/v${VERSION}/`

/** The tag for the script of exactly this version, with its hash; undefined if no widget was built. */
export function pinnedTag(assets: Assets, publicUrl: string): string | undefined {
  const asset = assets.get(PATHS.script)
  const source = `${publicUrl}${PINNED_PREFIX}signup.js`
  return (
    asset && `<script src="${source}" integrity="${asset.integrity}" crossorigin="anonymous" async></script>`
  )
}

/**
 * Serves the widget: its script under a stable name, cached briefly; chunks, whose names contain their hash, and files
 * under their version, cached forever.
 */
export function assetRoutes(assets: Assets): Routes {
  const routes = createRoutes()
  for (const [path, asset] of assets) {
    routes.get(path, ({ req }) => assetResponse(asset, req.raw, path === PATHS.script ? ROLLING : IMMUTABLE))
  }
  return routes
}
