import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Routes } from '../routes.ts'
import { alsoUnder, assetRoutes, readAssets } from './assets.ts'

const script = 'console.log("signup");'.repeat(50)
/** Set to another value than ours, so that the bytes tell who has compressed them. */
const WINDOW = constants.BROTLI_PARAM_LGWIN
let folder = ''
let routes: Routes

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assets-'))
  await mkdir(join(folder, 'inner'))
  await writeFile(join(folder, 'signup.js'), script)
  await writeFile(join(folder, 'inner', 'de-abc123.js'), 'export {}')
  routes = assetRoutes(alsoUnder(await readAssets(folder, '/v1/'), '/v1/', '/v1.2.3/'))
})
afterAll(() => rm(folder, { recursive: true }))

const get = (path: string, headers: Record<string, string> = {}) => routes.request(path, { headers })

it('lets any page load the script, with a short life and revalidation', async () => {
  const { status, headers } = await get('/v1/signup.js')
  expect(status).toBe(200)
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toMatch(/^public, max-age=300, stale-while-revalidate=/)
})

it('lets browsers keep the script of a version, and the chunks it asks for, forever', async () => {
  for (const path of ['/v1.2.3/signup.js', '/v1.2.3/inner/de-abc123.js']) {
    const { status, headers } = await get(path)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('immutable')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  }
})

it('serves what the build has compressed beside a file, and nothing by that name', async () => {
  const built = await mkdtemp(join(tmpdir(), 'built-'))
  await writeFile(join(built, 'signup.js'), script)
  await writeFile(join(built, 'signup.js.br'), brotliCompressSync(script, { params: { [WINDOW]: 10 } }))
  const assets = await readAssets(built, '/v1/')
  await rm(built, { recursive: true })
  expect([...assets.keys()]).toEqual(['/v1/signup.js'])
  const response = await assetRoutes(assets).request('/v1/signup.js', {
    headers: { 'accept-encoding': 'br' },
  })
  const body = Buffer.from(await response.arrayBuffer())
  expect(body).toEqual(brotliCompressSync(script, { params: { [WINDOW]: 10 } }))
  expect(body).not.toEqual(brotliCompressSync(script))
  expect(brotliDecompressSync(body).toString()).toBe(script)
})

it('knows the hash that a page may ask for', async () => {
  const { integrity } = (await readAssets(folder, '/')).get('/signup.js') ?? {}
  expect(integrity).toBe(`sha384-${createHash('sha384').update(script).digest('base64')}`)
})

it('lets browsers keep files with a hash in their name forever', async () => {
  const { headers } = await get('/v1/inner/de-abc123.js')
  expect(headers.get('cache-control')).toContain('immutable')
})

it.each([
  ['br, gzip', 'br', (body: Buffer) => brotliDecompressSync(body)],
  ['gzip;q=0.8', 'gzip', (body: Buffer) => gunzipSync(body)],
  ['br;q=0, gzip', 'gzip', (body: Buffer) => gunzipSync(body)],
  ['', null, (body: Buffer) => body],
] as const)('answers accept-encoding “%s” in %s', async (accepted, encoding, open) => {
  const response = await get('/v1/signup.js', { 'accept-encoding': accepted })
  expect(response.headers.get('content-encoding')).toBe(encoding)
  expect(response.headers.get('vary')).toBe('Accept-Encoding')
  expect(open(Buffer.from(await response.arrayBuffer())).toString()).toBe(script)
})

it('answers 304 if the browser has the same version', async () => {
  const tag = (await get('/v1/signup.js')).headers.get('etag') ?? ''
  const response = await get('/v1/signup.js', { 'if-none-match': `W/"other", ${tag}` })
  expect(response.status).toBe(304)
  expect(await response.text()).toBe('')
})

it('serves no file that was not built', async () => {
  expect((await get('/v1/..%2fsettings.ts')).status).toBe(404)
  expect((await get('/v1/')).status).toBe(404)
})
