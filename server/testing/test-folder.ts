import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory; in a container there is often too little of it. */
const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 1_000_000_000

/** Makes a temporary folder, which the caller removes; in memory where there is room for it and nothing needs to be `durable`. */
export async function testFolder(prefix: string, { durable }: { durable: boolean }): Promise<string> {
  const isRoomy = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize > ENOUGH_BYTES,
    () => false,
  )
  return mkdtemp(join(!durable && isRoomy ? MEMORY : tmpdir(), prefix))
}
