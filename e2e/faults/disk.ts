import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type TestContext } from 'vitest'

const run = promisify(execFile)

type Afterwards = TestContext['onTestFinished']

/** A small file system of its own in memory, of this size such as `8M`. */
export function smallDisk(size: string, afterwards: Afterwards): Promise<string> {
  return mounted(['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs'], afterwards)
}

/** A file system on a disk that can have faults. `fail`: the kernel notices one, and lets nobody write any more. */
export async function faultyDisk(afterwards: Afterwards) {
  const image = join(await mkdtemp(join(tmpdir(), 'relay-image-')), 'disk')
  afterwards(() => rm(dirname(image), { recursive: true }))
  await run('truncate', ['-s', '64M', image])
  await run('mkfs.ext4', ['-q', image])
  const folder = await mounted(['-o', 'loop,errors=remount-ro', image], afterwards)
  const { stdout: device } = await run('findmnt', ['-n', '-o', 'SOURCE', folder])
  return {
    folder,
    fail: () => writeFile(`/sys/fs/ext4/${basename(device.trim())}/trigger_fs_error`, '1'),
    async repair() {
      await run('umount', [folder])
      await run('mount', ['-o', 'loop', image, folder])
    },
  }
}

async function mounted(what: string[], afterwards: Afterwards): Promise<string> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('This test mounts a file system: run it as root on Linux, for example in a container.')
  const folder = await mkdtemp(join(tmpdir(), 'relay-disk-'))
  await run('mount', [...what, folder])
  afterwards(async () => {
    await run('umount', ['--lazy', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

/** Takes all the room that is left; the returned function gives it back. */
export async function fill(disk: string): Promise<() => Promise<void>> {
  const filling = join(disk, 'filling')
  await run('dd', ['if=/dev/zero', `of=${filling}`, 'bs=4k']).catch(() => undefined)
  expect((await statfs(disk)).bavail).toBe(0)
  return () => rm(filling)
}
