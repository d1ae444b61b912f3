import { Hono } from 'hono'
import type { Logger } from 'pino'
import { refusal } from '../admission/refusal.ts'
import { loggableError } from '../http/loggable-error.ts'
import { cors } from './cors.ts'
import { problemResponse } from './problem.ts'
import { type RequestVariables, type Routes, requestLog } from './request-log.ts'

type Parts = {
  log: Logger
  now: () => number
  routes: readonly Routes[]
}

/** Joins the routes into one `(Request) → Response`, which logs every request and answers every failure with a code. */
export function createApp({ log, now, routes }: Parts): Routes {
  const app = new Hono<{ Variables: RequestVariables }>()
  app.use(requestLog(log, now))
  app.use('/v1/*', cors)
  for (const route of routes) app.route('/', route)
  app.notFound((context) => {
    context.set('refusal', refusal('not_found'))
    return problemResponse(refusal('not_found'))
  })
  app.onError((error, context) => {
    const reason = refusal('unavailable', { retryAfterSeconds: 60, cause: 'fault' })
    log.error({ requestId: context.get('requestId'), ...loggableError(error) }, 'fault')
    context.set('refusal', reason)
    return problemResponse(reason)
  })
  return app
}
