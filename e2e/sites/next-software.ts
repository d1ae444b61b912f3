import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { CACHE, fillCache } from './cache.ts'
import { run } from './run.ts'
import type { Software } from './software.ts'

/** The sources of the site and its package.json. */
export const NEXT_SOURCES = join(import.meta.dirname, 'next')

const MANIFEST = join(NEXT_SOURCES, 'package.json')
const wanted = createHash('sha256').update(readFileSync(MANIFEST)).digest('hex').slice(0, 12)

/** Where Next.js and React are installed, in the versions of the site's own `package.json`. */
export const NEXT_FOLDER = join(CACHE, `next-${wanted}`)

const PACKAGE = join(NEXT_FOLDER, 'node_modules/next/package.json')

export const NEXT: Software = {
  name: 'Next.js',
  missing: () => (existsSync(PACKAGE) ? undefined : 'the package next'),
  version() {
    const { version }: { version: string } = JSON.parse(readFileSync(PACKAGE, 'utf8'))
    return version
  },
  async install() {
    await fillCache(NEXT_FOLDER, async (folder) => {
      await cp(MANIFEST, join(folder, 'package.json'))
      await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
    })
  },
  remedy: 'let npm reach its registry',
}
