import { spawnSync } from 'node:child_process'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../support/install-from-apt.ts'

/** Where the test keeps its images between runs. */
export const FOLDER = process.env['IMAGE_FOLDER'] ?? join(tmpdir(), 'image-base')
export const NPM_CACHE = process.env['npm_config_cache'] ?? join(homedir(), '.npm')

/** What is built. */
export const IMAGE = 'localhost/signup-relay'
/** Where the relays of all containers are reached: addresses of a network namespace of their own. */
export const ADDRESS = '10.231.7.2'
export const OTHER_ADDRESS = '10.231.7.3'
const NAMESPACE = 'signup-image'
const HOST_END = 'signup-image0'

/**
 * Podman with its files in `FOLDER`. Its mount namespace hides the control groups of the machine, which a container without
 * an engine's service cannot use: for the same reason limits are those that the machine allows.
 */
const PODMAN = [
  ...['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /sys/fs/cgroup && exec podman "$@"', 'podman'],
  ...['--root', join(FOLDER, 'store'), '--runroot', join(FOLDER, 'run'), '--cgroup-manager', 'cgroupfs'],
  ...['--storage-driver', 'overlay', '--events-backend', 'file', '--log-level', 'fatal'],
]
const LIMITS = ['--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=4096:4096', '--cgroups', 'disabled']

/** How a command ended. `text`: what it wrote, to either output. */
export type Ended = { code: number | null; text: string; out: string }

/** Runs a command of Podman and waits for its end. */
export function podman(...args: string[]): Ended {
  const [command = '', ...before] = PODMAN
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], { encoding: 'utf8' })
  if (error) throw error
  return { code: status, text: stdout + stderr, out: stdout.trim() }
}

/** The same; throws if it fails. */
export function podmanOk(...args: string[]): string {
  const { code, text, out } = podman(...args)
  if (code !== 0) throw new Error(`podman ${args.join(' ')} failed:\n${text}`)
  return out
}

/** Runs a container in the foreground with these options, as an operator reads it. */
export function runContainer(options: string[], ...command: string[]): Ended {
  return podman(
    'run',
    '--rm',
    ...LIMITS,
    '--network',
    `ns:/run/netns/${NAMESPACE}`,
    ...options,
    IMAGE,
    ...command,
  )
}

/** Starts a container in the background, with a root file system that nobody can write; resolves to its id. */
export function startContainer(options: string[], ...command: string[]): string {
  const network = ['--network', `ns:/run/netns/${NAMESPACE}`, '--read-only', '--read-only-tmpfs=false']
  return podmanOk('run', '--detach', ...LIMITS, ...network, ...options, IMAGE, ...command)
}

/** Makes the network between this machine and the containers: without it, all that a relay opens would be open here too. */
export function makeNetwork(): () => void {
  const ip = (...args: string[]) => run('ip', args)
  const remove = () => {
    spawnSync('ip', ['link', 'delete', HOST_END])
    spawnSync('ip', ['netns', 'delete', NAMESPACE])
  }
  remove()
  const made =
    ip('netns', 'add', NAMESPACE) &&
    ip('link', 'add', HOST_END, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', NAMESPACE) &&
    ip('addr', 'add', '10.231.7.1/29', 'dev', HOST_END) &&
    ip('link', 'set', HOST_END, 'up') &&
    ip('-n', NAMESPACE, 'addr', 'add', `${ADDRESS}/29`, 'dev', 'eth0') &&
    ip('-n', NAMESPACE, 'addr', 'add', `${OTHER_ADDRESS}/29`, 'dev', 'eth0') &&
    ip('-n', NAMESPACE, 'link', 'set', 'eth0', 'up') &&
    ip('-n', NAMESPACE, 'link', 'set', 'lo', 'up')
  if (!made) throw new Error('No network namespace could be made: run this as root on Linux.')
  return remove
}
