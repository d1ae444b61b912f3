import { createHash } from 'node:crypto'
import { PATHS } from '../contract.ts'
import { IMMUTABLE } from '../routes/assets/assets.ts'
import source from './browser/enhance.ts?browser'
import { type ConsoleRoutes, createConsoleRoutes } from './routes.ts'

const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8)

/** The path of the script, whose name changes with its content. */
export const SCRIPT_PATH = `${PATHS.console}/console-${hash}.js` as const

/** Serves the script, to everybody: there is nothing secret in it. */
export function scriptRoutes(): ConsoleRoutes {
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': IMMUTABLE,
    'x-content-type-options': 'nosniff',
  }
  const routes = createConsoleRoutes()
  routes.get(SCRIPT_PATH, () => new Response(source, { headers }))
  return routes
}
