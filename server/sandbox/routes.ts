/** Routes every path of the sandbox: Constant Contact's API and OAuth, its confirmation links, and the sandbox's own pages. */

import { Hono } from 'hono'
import { createApiRoutes } from './api/api-routes.ts'
import { createSignUpEndpoint } from './api/sign-up-endpoint.ts'
import type { Control } from './control.ts'
import { createControlRoutes } from './control-routes.ts'
import { createOauthRoutes, OAUTH_PATH } from './oauth/oauth-routes.ts'
import { createConfirmRoutes } from './pages/confirm-routes.ts'
import { createDashboardRoutes } from './pages/dashboard-routes.ts'
import type { Services } from './services.ts'
import type { State } from './state.ts'

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'"

export function createRoutes(
  services: Services & { control: Control; state: (limit?: number) => State },
): Hono {
  const { grants, client, settings, revision, resubscribe } = services
  const signUp = createSignUpEndpoint({ ...services, settings: settings.current })
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    if (headers.get('Content-Type')?.startsWith('text/html') && !headers.has('Content-Security-Policy')) {
      headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    }
  })
  app.route('/v3', createApiRoutes({ ...services, signUp }))
  app.route(
    OAUTH_PATH,
    createOauthRoutes({
      ...{ grants, client },
      expiresIn: () => settings.current().expires_in,
      userAssigned: () => settings.current().user_assigned,
    }),
  )
  app.route('/confirm', createConfirmRoutes({ ...services, isAwaitingReply: resubscribe.isAwaitingReply }))
  app.route('/sandbox', createControlRoutes(services))
  app.route('/', createDashboardRoutes({ ...services, version: revision.current }))
  return app
}
