import { existsSync } from 'node:fs'
import { installFromApt } from '../../support/install-from-apt.ts'

/** The programs, by the package of Debian that holds each. */
const PROGRAMS = {
  'nginx-light': '/usr/sbin/nginx',
  caddy: '/usr/bin/caddy',
  haproxy: '/usr/sbin/haproxy',
  apache2: '/usr/sbin/apache2',
  varnish: '/usr/sbin/varnishd',
  pgbouncer: '/usr/sbin/pgbouncer',
  openssl: '/usr/bin/openssl',
}

/** Installs what is missing. Needs Debian, or a system that has the same packages. */
export default function setUp(): void {
  const missing = () => Object.entries(PROGRAMS).filter(([, path]) => !existsSync(path))
  const packages = missing().map(([name]) => name)
  if (packages.length === 0 || (installFromApt(...packages) && missing().length === 0)) return
  throw new Error(`These tests need ${packages.join(', ')} of Debian, which could not be installed.`)
}
