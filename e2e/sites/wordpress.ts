import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/testing/port.ts'
import { startDatabase } from './database.ts'
import { run } from './run.ts'
import { answers, startServer } from './server.ts'
import { WORDPRESS_ROOT } from './wordpress-software.ts'

/** Who writes a page: an administrator may write any HTML, an author no scripts. */
type Writer = 'administrator' | 'author'

export type WordPress = {
  /** Publishes a page with this content, as the editor stores it; returns its address. */
  publish(content: string, writer?: Writer): Promise<string>
  /** Activates a theme by its folder name. */
  wear(theme: string): Promise<void>
  /** Runs this PHP in every request, as a plugin would, until the returned function is called. */
  plug(php: string): Promise<() => Promise<void>>
  stop(): Promise<void>
}

const SCRIPTS = join(import.meta.dirname, 'wordpress')
// Its installer sends a mail to the owner.
const WITHOUT_MAIL = ['-d', 'sendmail_path=/bin/true']

/** Starts a new WordPress on its own database. */
export async function startWordPress(): Promise<WordPress> {
  const folder = await mkdtemp(join(tmpdir(), 'signup-wordpress-'))
  const plugins = join(folder, 'plugins')
  await mkdir(plugins)
  const database = await startDatabase(folder, 'wordpress')
  const host = `127.0.0.1:${await freePort()}`
  const url = `http://${host}`
  const env = {
    WORDPRESS_ROOT,
    WORDPRESS_URL: url,
    WORDPRESS_SOCKET: database.socket,
    WORDPRESS_PLUGINS: plugins,
    HTTP_HOST: host,
  }
  const script = (name: string, words: string[] = [], input = '') =>
    run('php', [...WITHOUT_MAIL, join(SCRIPTS, name), ...words], { env, input })
  await copyFile(join(SCRIPTS, 'wp-config.php'), join(WORDPRESS_ROOT, 'wp-config.php'))
  await script('install.php')
  const words = [...WITHOUT_MAIL, '-S', host, '-t', WORDPRESS_ROOT]
  const server = await startServer('php', words, () => answers(url), { env })
  return {
    publish: (content, writer = 'administrator') => script('publish.php', [writer], content),
    wear: async (theme) => void (await script('wear.php', [theme])),
    async plug(php) {
      const file = join(plugins, 'plugin.php')
      await writeFile(file, php)
      return () => rm(file)
    },
    async stop() {
      await server.stop()
      await database.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
