import { createApiKeys } from '../../admission/api-keys.ts'
import { PATHS } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import type { Conditions } from '../../operator/condition.ts'
import { createRoutes, type Routes } from '../request-log.ts'

type Parts = {
  condition: () => Promise<Conditions>
  /** `METRICS_TOKEN`, with which the answer has the counts too. */
  token?: string | undefined
}

/**
 * `live`: the process answers. `ready`: 503 only when a sign-up cannot be recorded, so that a load balancer turns nobody
 * away whose sign-up could be.
 */
export function healthRoutes({ condition, token }: Parts): Routes {
  const hasToken = createApiKeys(token === undefined ? [] : [token])
  const routes = createRoutes()
  routes.get(PATHS.live, (context) => context.json({ status: 'ok' }, 200, NO_STORE))
  routes.get(PATHS.ready, async (context) => {
    const { seen, whole } = await condition()
    const { ready, ...body } = hasToken(context.req.header('authorization') ?? null) ? whole : seen
    return context.json(body, ready ? 200 : 503, NO_STORE)
  })
  return routes
}
