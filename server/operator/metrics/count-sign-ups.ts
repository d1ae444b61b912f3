import { Hono } from 'hono'
import { PATHS } from '../../contract.ts'
import type { RequestVariables, Routes } from '../../routes/request-log.ts'
import type { Measurements } from './measurements.ts'

/** Counts what the visitors are told. Stands before the routes it listens to. */
export function countSignUps(measurements: Pick<Measurements, 'signUp'>): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()
  routes.use(PATHS.signups, async (context, next) => {
    await next()
    const told = context.get('action') ?? context.get('refusal')?.code
    if (context.req.method === 'POST' && told !== undefined) measurements.signUp(told)
  })
  return routes
}
