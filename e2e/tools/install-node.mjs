import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Prints the folder of a Node of this version (`20.19.0`, or `22` for its last one): npm has each as a package. It is kept. */
const [version = ''] = process.argv.slice(2)
const folder = join(tmpdir(), 'signup-nodes', version)
const name = `node-${process.platform}-${process.arch}`
const bin = join(folder, 'node_modules', name, 'bin')

if (!existsSync(bin)) {
  mkdirSync(folder, { recursive: true })
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
process.stdout.write(bin)
