import { createApiKeys } from '../../admission/api-keys.ts'
import { PATHS } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import type { Conditions } from '../../operator/condition.ts'
import { createRoutes, type Routes } from '../routes.ts'

type Parts = {
  condition: () => Promise<Conditions>
  /** `METRICS_TOKEN`, with which the answer has the counts too. */
  token?: string | undefined
  /** Whether the relay was told to stop. */
  isStopping: () => boolean
}

/**
 * `live`: the process answers. `ready`: 503 only when a sign-up cannot be recorded, so that a load balancer turns nobody
 * away whose sign-up could be. Both answer 503 once the relay was told to stop, so that a proxy may check either.
 */
export function healthRoutes({ condition, token, isStopping }: Parts): Routes {
  const hasToken = createApiKeys(token === undefined ? [] : [token])
  const routes = createRoutes()
  routes.on('GET', [PATHS.live, PATHS.ready], (context, next) =>
    isStopping() ? context.json({ status: 'stopping' }, 503, NO_STORE) : next(),
  )
  routes.get(PATHS.live, (context) => context.json({ status: 'ok' }, 200, NO_STORE))
  routes.get(PATHS.ready, async (context) => {
    const { seen, whole } = await condition()
    const { ready, ...body } = hasToken(context.req.header('authorization') ?? null) ? whole : seen
    return context.json(body, ready ? 200 : 503, NO_STORE)
  })
  return routes
}
