import { PATHS } from '../../contract.ts'
import { consoleResponse } from '../page.tsx'
import { type ConsoleRoutes, createConsoleRoutes } from '../routes.ts'

/** `GET /console`: how it goes. */
export function todayRoutes(): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATHS.console, (context) =>
    consoleResponse(context, { title: 'Today', section: 'today', content: null }),
  )
  return routes
}
