import { Hono } from 'hono'
import { PATHS } from '../contract.ts'
import type { RequestVariables, Routes } from './request-log.ts'

/** What the relay knows of its own condition; `ready` decides the status, the rest is for the reader. */
export type Condition = { ready: boolean; status: 'ok' | 'degraded' | 'down'; [detail: string]: unknown }

/**
 * `live`: the process answers. `ready`: 503 only when a sign-up cannot be taken, so that a load balancer turns
 * nobody away whose sign-up could have been kept.
 */
export function healthRoutes(condition: () => Promise<Condition>): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()
  const noStore = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  routes.get(PATHS.live, (context) => context.json({ status: 'ok' }, 200, noStore))
  routes.get(PATHS.ready, async (context) => {
    const { ready, ...body } = await condition()
    return context.json(body, ready ? 200 : 503, noStore)
  })
  return routes
}
