import { refusal } from '../admission/refusal.ts'
import { PATHS } from '../contract.ts'
import { NO_STORE } from '../http/no-store.ts'
import { publicPathOf } from '../http/public-path.ts'
import { failureResponse } from './failures/failure-page.ts'
import { redirectResponse } from './page.ts'
import { createRoutes, type Routes } from './routes.ts'

const FOR_VISITORS = [PATHS.signups, PATHS.form, PATHS.snippet, PATHS.confirm]
/** The owner may be at it. */
const RETRY_SECONDS = 60

/**
 * For a relay that is not set up yet: visitors are told to try again later, load balancers that it is not ready, and `/` leads to
 * the console. Must come before the routes that it stands for.
 */
export function notSetUpRoutes(publicUrl: string, { hasApplication }: { hasApplication: boolean }): Routes {
  const routes = createRoutes()
  const toConsole = () => redirectResponse(publicPathOf(publicUrl) + PATHS.console)
  routes.on('ALL', FOR_VISITORS, (context) =>
    failureResponse(
      context,
      refusal('unavailable', { cause: 'not_set_up', retryAfterSeconds: RETRY_SECONDS }),
    ),
  )
  routes.get(PATHS.ready, (context) => context.json({ status: 'down', reason: 'not_set_up' }, 503, NO_STORE))
  routes.get('/', toConsole)
  // Without an application there is nothing to allow yet.
  if (!hasApplication) routes.on(['GET', 'POST'], PATHS.connect, toConsole)
  return routes
}
