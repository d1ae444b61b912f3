import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { installFromApt } from '../support/install-from-apt.ts'
import { CACHE, fillCache } from './cache.ts'
import { run } from './run.ts'
import type { Software } from './software.ts'

const UNPACKED = join(CACHE, 'wordpress')

/** Where WordPress and its themes are. */
export const WORDPRESS_ROOT = join(UNPACKED, 'usr/share/wordpress')

/** WordPress and its Twenty themes from Debian, unpacked but not installed; PHP and MariaDB from the system. */
export const WORDPRESS: Software = {
  name: 'WordPress',
  missing() {
    if (!hasPhp()) return 'PHP with mysqli'
    if (findDatabase() === undefined) return 'MariaDB'
    return existsSync(join(WORDPRESS_ROOT, 'wp-load.php')) ? undefined : "Debian's package wordpress"
  },
  version() {
    const text = readFileSync(join(WORDPRESS_ROOT, 'wp-includes/version.php'), 'utf8')
    return /wp_version = '(.*?)'/.exec(text)?.[1] ?? ''
  },
  async install() {
    installFromApt('php-cli', 'php-mysql', 'mariadb-server-core')
    await fillCache(UNPACKED, unpackFromDebian)
  },
  remedy: 'take a Debian, and install php-cli, php-mysql and mariadb-server-core',
}

/** The database server's program, which Debian keeps out of an ordinary user's PATH. */
export function findDatabase(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'mariadbd')).find((path) => existsSync(path))
}

/** The installed Twenty themes, by folder name. */
export function themes(): string[] {
  return readdirSync(join(WORDPRESS_ROOT, 'wp-content/themes')).filter((name) => name.startsWith('twenty'))
}

function hasPhp(): boolean {
  return spawnSync('php', ['-r', 'exit(extension_loaded("mysqli") ? 0 : 1);']).status === 0
}

async function unpackFromDebian(folder: string): Promise<void> {
  const found = await run('apt-cache', ['search', '--names-only', '^wordpress-theme-twenty'])
  const themes = found.split('\n').flatMap((line) => line.split(' ')[0] || [])
  const packages = join(folder, 'packages')
  await mkdir(packages)
  // Debian packages Underscore, a part of WordPress, separately.
  await run('apt-get', ['download', 'wordpress', 'libjs-underscore', ...themes], { cwd: packages })
  for (const name of await readdir(packages)) await run('dpkg', ['-x', join(packages, name), folder])
}
