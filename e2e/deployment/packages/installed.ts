import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../..')
const NAMES = ['signup-relay', 'signup-widget'] as const

/** The archives of the packages that were built, as they would be published; they stay in `dist/packages`. */
export async function packAll(): Promise<Record<(typeof NAMES)[number], string>> {
  const folder = join(ROOT, 'dist/packages')
  const folders = NAMES.map((name) => join(folder, name))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, ...folders])
  const packed: { name: string; filename: string }[] = JSON.parse(stdout)
  const pathOf = (wanted: string) =>
    join(folder, packed.find(({ name }) => name === wanted)?.filename ?? `no ${wanted}`)
  return { 'signup-relay': pathOf('signup-relay'), 'signup-widget': pathOf('signup-widget') }
}

type Said = { code: number; out: string; err: string }
export type Folder = {
  path: string
  /** The program of the Node that is used here. */
  node: string
  /** Runs a program with that Node, and with npm's own as it stands. */
  run(program: string, ...words: string[]): Promise<Said>
  remove(): Promise<void>
}

/** An empty folder in which everything runs with a Node of this version. */
export async function emptyFolder(version: string): Promise<Folder> {
  const { stdout: bin } = await run('node', [join(ROOT, 'e2e/tools/install-node.mjs'), version])
  const path = await mkdtemp(join(tmpdir(), 'signup-package-'))
  // So that npm takes no folder above for the application's.
  await writeFile(join(path, 'package.json'), '{ "private": true }')
  // What npm and Vitest set for the scripts of this project is not what a stranger has.
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITE|NODE_(ENV|OPTIONS)$)/i.test(name))
  const env = { ...Object.fromEntries(own), PATH: `${bin}:${process.env['PATH']}` }
  return {
    path,
    node: join(bin, 'node'),
    run: (program, ...words) =>
      run(program, words, { cwd: path, env, maxBuffer: 2 ** 26 }).then(
        ({ stdout: out, stderr: err }) => ({ code: 0, out, err }),
        ({ code, stdout: out, stderr: err }) => ({ code, out, err }),
      ),
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** What a folder takes on the disk, in megabytes, by file size. */
export async function megabytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).blocks * 512),
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6
}
