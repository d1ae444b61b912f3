import { spawnSync } from 'node:child_process'

const LOCK_SECONDS = 300

/** Installs Debian packages where that needs no password; true if they are installed now. */
export function installFromApt(...packages: string[]): boolean {
  if (process.platform !== 'linux') return false
  const apt = isRoot() ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const [command = '', ...before] = apt
  // Another installation may be running.
  const wait = ['-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`]
  run(command, [...before, ...wait, 'update'])
  return run(command, [...before, ...wait, 'install', '-y', '--no-install-recommends', ...packages])
}

/** Runs a program that asks nothing; true if it succeeded. */
export function run(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}
