import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where third-party software is cached between runs; it may be deleted at any time. */
export const CACHE = join(tmpdir(), 'signup-sites')

/** Fills a temporary folder, and replaces `place` with it once it is complete. */
export async function fillCache(place: string, fill: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const folder = await mkdtemp(join(CACHE, 'coming-'))
  try {
    await fill(folder)
    await rm(place, { recursive: true, force: true })
    await rename(folder, place)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
