import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
/** Version 1.0. Take a later release when this one no longer builds with the dependencies that are installed. */
const COMMIT = '8c73323fc98c8da0020438cd172cd6638aaa98a0'
/** The build gets its own version number, since between two releases it would have the number of the last one. */
const VERSION = '0.9.0'
/** Below the project, where the build and the relay find the installed dependencies. */
const FOLDER = join(ROOT, 'dist', `earlier-${COMMIT.slice(0, 7)}`)
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')

export type EarlierVersion = {
  version: string
  /** The program of its relay. */
  entry: string
  /** The names of the files that its pages load: the script and its chunks. */
  files: string[]
}

/** Builds the relay and the widget of an earlier commit, once: the build is kept in `dist/`. */
export async function buildEarlierVersion(): Promise<EarlierVersion> {
  if (!existsSync(FOLDER)) await build()
  return {
    version: VERSION,
    entry: join(FOLDER, 'dist/server/main.js'),
    files: await readdir(join(FOLDER, 'dist/widget')),
  }
}

async function build(): Promise<void> {
  await mkdir(join(ROOT, 'dist'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, 'dist/building-'))
  try {
    run('tar', ['-x', '-C', folder], readCommit())
    const manifest = join(folder, 'package.json')
    const settings: unknown = JSON.parse(await readFile(manifest, 'utf8'))
    await writeFile(manifest, JSON.stringify({ ...Object(settings), version: VERSION }))
    for (const mode of ['widget', 'demo', 'server']) {
      run(process.execPath, [VITE, 'build', '--mode', mode, '--logLevel', 'warn'], undefined, folder)
    }
    await rename(folder, FOLDER)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The files of the commit, as an archive. */
function readCommit(): Buffer {
  const { status, stdout } = spawnSync('git', ['archive', COMMIT], { cwd: ROOT, maxBuffer: 2 ** 28 })
  if (status === 0) return stdout
  throw new Error(
    `The upgrade test builds version 1.0 from commit ${COMMIT}, which this clone lacks. Run "git fetch --unshallow", or test in a full clone.`,
  )
}

function run(command: string, args: string[], input?: Buffer, cwd = ROOT): void {
  const { status, error, stderr } = spawnSync(command, args, { cwd, ...(input && { input }) })
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
}
