import { Hono } from 'hono'
import { createApi } from './api/api-routes.ts'
import { createSignUpEndpoint } from './api/sign-up-endpoint.ts'
import type { Control } from './control.ts'
import { createControlRoutes } from './control-routes.ts'
import { createOauth, OAUTH_PATH } from './oauth/oauth-routes.ts'
import { createConfirmRoutes } from './pages/confirm-routes.ts'
import { createPageRoutes } from './pages/dashboard-routes.ts'
import type { Parts } from './services.ts'
import type { State } from './state.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'"

/** Every path of the stand-in: Constant Contact's, and its own. */
export function createRoutes(parts: Parts & { control: Control; state: (limit?: number) => State }): Hono {
  const { grants, client, settings, revision } = parts
  const signUp = createSignUpEndpoint({ ...parts, settings: settings.current })
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    if (headers.get('Content-Type')?.startsWith('text/html') && !headers.has('Content-Security-Policy')) {
      headers.set('Content-Security-Policy', POLICY)
    }
  })
  app.route('/v3', createApi({ ...parts, signUp }))
  app.route(OAUTH_PATH, createOauth({ grants, client, expiresIn: () => settings.current().expires_in }))
  app.route('/confirm', createConfirmRoutes(parts))
  app.route('/sandbox', createControlRoutes(parts))
  app.route('/', createPageRoutes({ ...parts, version: revision.current }))
  return app
}
