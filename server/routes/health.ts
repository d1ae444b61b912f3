import { Hono } from 'hono'
import { PATHS } from '../contract.ts'
import { NO_STORE } from '../http/no-store.ts'
import type { Condition } from '../operator/condition.ts'
import type { RequestVariables, Routes } from './request-log.ts'

/**
 * `live`: the process answers. `ready`: 503 only when a sign-up cannot be recorded, so that a load balancer turns nobody
 * away whose sign-up could be.
 */
export function healthRoutes(condition: () => Promise<Condition>): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()
  routes.get(PATHS.live, (context) => context.json({ status: 'ok' }, 200, NO_STORE))
  routes.get(PATHS.ready, async (context) => {
    const { ready, ...body } = await condition()
    return context.json(body, ready ? 200 : 503, NO_STORE)
  })
  return routes
}
