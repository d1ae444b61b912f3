import { createApiKeys } from '../../admission/api-keys.ts'
import { PATHS } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import type { Facts } from '../../operator/facts.ts'
import { EXPOSITION_TYPE, expose } from '../../operator/metrics/exposition.ts'
import type { Measurements } from '../../operator/metrics/measurements.ts'
import { metricFamilies } from '../../operator/metrics/metrics.ts'
import { StoreError } from '../../store/database.ts'
import { createRoutes, type Routes } from '../routes.ts'

type Parts = {
  /** `METRICS_TOKEN`; without one there is no `/metrics`. */
  token?: string | undefined
  /** Rejects with a `StoreError` if the database is away; the answer then has only what this process counted. */
  facts: () => Promise<Facts>
  counted: Measurements['counted']
  now: () => number
}

/** `GET /metrics` for Prometheus, which must send `Authorization: Bearer METRICS_TOKEN`. */
export function metricsRoutes({ token, facts, counted, now }: Parts): Routes {
  const routes = createRoutes()
  if (token === undefined) return routes
  const hasToken = createApiKeys([token])
  routes.get('/metrics', async ({ req }) => {
    if (!hasToken(req.header('authorization') ?? null)) {
      return new Response('Send METRICS_TOKEN as a bearer token.\n', {
        status: 401,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'www-authenticate': 'Bearer', ...NO_STORE },
      })
    }
    const known = await facts().catch(undefinedIfAway)
    return new Response(expose(metricFamilies(counted(), known, now())), {
      headers: { 'content-type': EXPOSITION_TYPE, ...NO_STORE },
    })
  })
  return routes
}

function undefinedIfAway(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error
}

/** Counts sign-ups by what their visitors were told. Must come before the routes that it counts. */
export function countSignUps(measurements: Pick<Measurements, 'signUp'>): Routes {
  const routes = createRoutes()
  routes.use(PATHS.signups, async (context, next) => {
    await next()
    const result = context.get('action') ?? context.get('refusal')?.code
    if (context.req.method === 'POST' && result !== undefined) measurements.signUp(result)
  })
  return routes
}
