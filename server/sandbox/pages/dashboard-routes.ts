import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Mailbox } from '../account/mailbox.ts'
import type { State } from '../state.ts'
import { dashboardPage, MAX_SHOWN } from './dashboard.ts'
import { ICON } from './icon.ts'
import { SCRIPT } from './script.ts'
import style from './style.css?inline'

type Dependencies = {
  state: (limit: number) => State
  /** Changes with everything that the dashboard shows. */
  version: () => string
  mailbox: Mailbox
}

/** `GET /`, the style, script and icon of every page, and each mail's HTML in a CSP sandbox. */
export function createDashboardRoutes({ state, version, mailbox }: Dependencies): Hono {
  const routes = new Hono()
  routes.get('/', (context) => {
    const etag = `"${version()}"`
    context.header('ETag', etag)
    context.header('Cache-Control', 'no-cache')
    if (context.req.header('If-None-Match') === etag) return context.body(null, 304)
    return context.html(dashboardPage(state(MAX_SHOWN)))
  })
  routes.get('/sandbox/style.css', (context) =>
    context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  routes.get('/sandbox/page.js', (context) =>
    context.body(SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  routes.get('/sandbox/icon.svg', (context) => context.body(ICON, 200, { 'Content-Type': 'image/svg+xml' }))
  routes.get('/sandbox/mail/:id', (context) => {
    const mail = mailbox.byId(context.req.param('id'))
    if (mail === undefined) return context.html(html`<p>This email does not exist.</p>`, 404)
    // A mail's links and images work; its scripts do not.
    context.header(
      'Content-Security-Policy',
      "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src http: https:",
    )
    return context.html(mail.html ?? html`<pre>${mail.text}</pre>`)
  })
  return routes
}
