import type { Logger } from 'pino'
import { refusal } from '../admission/refusal.ts'
import type { Brand } from '../brand/brand.ts'
import { PATHS } from '../contract.ts'
import { loggableError } from '../http/loggable-error.ts'
import { pathReader } from '../http/public-path.ts'
import { cors } from './cors.ts'
import { failureResponse } from './failures/failure-page.ts'
import { requestLog } from './request-log.ts'
import { createRoutes, type Routes } from './routes.ts'

type Parts = {
  log: Logger
  now: () => number
  routes: readonly Routes[]
  brand?: Brand
  /** That of `PUBLIC_URL`. */
  publicPath?: string
}

/** Joins the routes into one `(Request) → Response`, which logs every request and answers every failure. */
export function createApp({ log, now, routes, brand, publicPath = '' }: Parts): Routes {
  const app = createRoutes(pathReader(publicPath))
  app.use(requestLog(log, now))
  app.use((context, next) => {
    context.set('brand', brand)
    return next()
  })
  app.use('/v1/*', cors)
  for (const route of routes) app.route('/', route)
  app.notFound((context) => {
    const { path } = context.req
    const isOurs = Object.values(PATHS).some((ours) => path !== ours && path.endsWith(ours))
    const about = isOurs ? { cause: 'a path that is not that of PUBLIC_URL' } : {}
    return failureResponse(context, refusal('not_found', about))
  })
  app.onError((error, context) => {
    log.error({ requestId: context.get('requestId'), ...loggableError(error) }, 'fault')
    return failureResponse(context, refusal('unavailable', { retryAfterSeconds: 60, cause: 'fault' }))
  })
  return app
}
