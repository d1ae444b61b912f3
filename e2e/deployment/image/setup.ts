import { join } from 'node:path'
import { installFromApt, isRoot, run } from '../../support/install-from-apt.ts'
import { BASES, makeBaseImages } from './base-images.ts'
import { IMAGE, makeNetwork, NPM_CACHE, podman, podmanOk } from './engine.ts'

const PROGRAMS = ['podman', 'crun', 'debootstrap', 'ip', 'docker-compose', 'caddy']
const PACKAGES = ['podman', 'crun', 'debootstrap', 'iproute2', 'docker-compose', 'caddy']

/** Builds the image from the Dockerfile, as it is in this folder, without an engine and without its registries. */
export default function setUp(): () => void {
  if (!isRoot()) throw new Error('This test runs containers without an engine: run it as root, on Debian.')
  const isThere = (program: string) => run('sh', ['-c', `command -v ${program} >/dev/null`])
  if (!PROGRAMS.every(isThere) && !installFromApt(...PACKAGES))
    throw new Error(`This test needs ${PROGRAMS.join(', ')}: install them.`)
  makeBaseImages()
  // What a run that was ended has left.
  podman('rm', '--all', '--force', '--time', '0')
  const bases = Object.entries(BASES).flatMap(([name, base]) => ['--build-arg', `${name}=${base}`])
  const build = ['--format', 'docker', '--layers=false', '--isolation', 'chroot', '--network', 'host']
  const cache = ['--volume', `${NPM_CACHE}:/root/.npm`]
  podmanOk('build', ...build, ...cache, ...bases, '--tag', IMAGE, join(import.meta.dirname, '../../..'))
  const removeNetwork = makeNetwork()
  return () => {
    podman('rm', '--all', '--force', '--time', '0')
    podman('image', 'prune', '--force')
    removeNetwork()
  }
}
