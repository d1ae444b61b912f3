import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FOLDER, podman, podmanOk } from './engine.ts'

/** What npm's registry calls the program of Node for this machine. */
const NODE = `node-linux-${process.arch}@24`
const NPM = 'npm@11'
/** What the `cc` image of Distroless holds too. */
const PACKAGES = ['base-files', 'libc6', 'libgcc-s1', 'libstdc++6']

/** Stand-ins, from Debian and npm, for the two images that the Dockerfile names, which only other registries have. */
export const BASES = { BUILD: 'localhost/build', RUNTIME: 'localhost/runtime' }

/** Makes the stand-ins, which takes some minutes, unless an earlier run has. */
export function makeBaseImages(): void {
  if (Object.values(BASES).every((name) => podman('image', 'exists', name).code === 0)) return
  mkdirSync(FOLDER, { recursive: true })
  const folder = mkdtempSync(join(FOLDER, 'making-'))
  try {
    const root = join(folder, 'root')
    execFileSync('debootstrap', ['--variant=minbase', 'bookworm', root], { stdio: 'ignore' })
    addNode(root, folder)
    importFolder(root, [], BASES.BUILD)
    importFolder(root, filesOf(root), BASES.RUNTIME)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function addNode(root: string, folder: string): void {
  const local = join(root, 'usr/local')
  for (const [name, to] of [
    [NODE, folder],
    [NPM, join(local, 'lib/node_modules/npm')],
  ] as const) {
    mkdirSync(to, { recursive: true })
    const packed = execFileSync('npm', ['pack', '--silent', name], { cwd: folder, encoding: 'utf8' }).trim()
    execFileSync('tar', ['-xzf', join(folder, packed), '-C', to, '--strip-components=1'])
  }
  copyFileSync(join(folder, 'bin/node'), join(local, 'bin/node'))
  execFileSync('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm')])
  execFileSync('chmod', ['755', join(local, 'bin/node'), join(local, 'lib/node_modules/npm/bin/npm-cli.js')])
  trustSameAuthorities(root)
}

/** Where a company's proxy signs what the registry sends, the machine's npm knows its authority. */
function trustSameAuthorities(root: string): void {
  const file = execFileSync('npm', ['config', 'get', 'cafile'], { encoding: 'utf8' }).trim()
  if (!existsSync(file)) return
  mkdirSync(join(root, dirname(file)), { recursive: true })
  copyFileSync(file, join(root, file))
  writeFileSync(join(root, 'root/.npmrc'), `cafile=${file}\n`)
}

/** The files of the packages, by their places since Debian put /lib below /usr. */
function filesOf(root: string): string[] {
  const listed = execFileSync('chroot', [root, 'dpkg', '-L', ...PACKAGES], { encoding: 'utf8' }).split('\n')
  const files = listed
    .filter((path) => path.startsWith('/') && !/^\/usr\/share\/(doc|man|locale|lintian)/.test(path))
    .map((path) => path.replace(/^\/(lib|lib64|bin|sbin)(?=\/|$)/, '/usr/$1'))
    .filter((path) => path !== '/.' && existsSync(join(root, path)))
  return ['/lib', '/lib64', '/etc/passwd', '/etc/group', ...new Set(files)].map((path) => `.${path}`)
}

/** `files`: only these; all if there are none. */
function importFolder(root: string, files: string[], name: string): void {
  const archive = join(dirname(root), 'image.tar')
  const what = files.length > 0 ? ['--no-recursion', ...files] : ['.']
  execFileSync('tar', ['-cf', archive, '-C', root, ...what])
  podmanOk('import', archive, name)
}
