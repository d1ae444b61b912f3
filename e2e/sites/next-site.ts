import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../server/testing/port.ts'
import { recipe } from '../support/recipes.ts'
import { NEXT_FOLDER, NEXT_SOURCES } from './next-software.ts'
import { run } from './run.ts'
import { answers, startServer } from './server.ts'

export type NextSite = { url: string; stop(): Promise<void> }

const NEXT = join(NEXT_FOLDER, 'node_modules/next/dist/bin/next')

const COMPONENTS = [
  ['newsletter.jsx', 'React and Next.js'],
  ['newsletter-without-isolation.jsx', 'React and Next.js without isolation'],
] as const

/** A production build; one that keeps the views that a visitor has left; the development server. */
export type Mode = 'built' | 'keeping' | 'dev'

/** Starts the site in a mode, with the components of widget/README.md in it. */
export async function startNextSite(mode: Mode, relay: { url: string }): Promise<NextSite> {
  // Next to the packages, where Next.js looks for them.
  const cwd = await mkdtemp(join(NEXT_FOLDER, 'site-'))
  const env = { RELAY: relay.url, NEXT_TELEMETRY_DISABLED: '1', KEEP_VIEWS: String(mode === 'keeping') }
  await cp(NEXT_SOURCES, cwd, { recursive: true })
  for (const [file, name] of COMPONENTS) await writeFile(join(cwd, 'app', file), await recipe(name, relay))
  if (mode !== 'dev') await run(process.execPath, [NEXT, 'build'], { cwd, env })
  const port = await freePort()
  const url = `http://localhost:${port}`
  const words = [NEXT, mode === 'dev' ? 'dev' : 'start', '--port', String(port)]
  const server = await startServer(process.execPath, words, () => answers(url), { cwd, env })
  return {
    url,
    async stop() {
      await server.stop()
      await rm(cwd, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
