import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory; containers often have too little room there. */
const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 1_000_000_000

/** Creates a temporary folder, which the caller removes: in memory, if there is room and it need not be `durable`. */
export async function testFolder(prefix: string, { durable }: { durable: boolean }): Promise<string> {
  const isRoomy = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize > ENOUGH_BYTES,
    () => false,
  )
  return mkdtemp(join(!durable && isRoomy ? MEMORY : tmpdir(), prefix))
}
