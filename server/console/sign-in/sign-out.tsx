import { redirectResponse } from '../../routes/page.ts'
import { Form } from '../components.tsx'
import { consoleResponse } from '../page.tsx'
import { type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import { ownOrigin } from './transport.ts'

type Parts = { sessions: Sessions; cookie: SessionCookie; publicUrl: string }

/** `GET` and `POST /console/sign-out`: ends this session, or every one. */
export function signOutRoutes({ sessions, cookie, publicUrl }: Parts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get('/console/sign-out', (context) =>
    consoleResponse(context, {
      title: 'Sign out',
      content: (
        <Form context={context} action="/console/sign-out">
          <p>To sign in again, you need a new link.</p>
          <div class="actions">
            <button type="submit">Sign out</button>
            <button type="submit" class="secondary" name="everywhere" value="yes">
              Sign out everywhere
            </button>
          </div>
        </Form>
      ),
    }),
  )
  routes.post('/console/sign-out', async (context) => {
    if (context.get('form').has('everywhere')) await sessions.endAll()
    else await sessions.end(context.get('session'))
    const origin = ownOrigin(context.req.raw, publicUrl)
    return redirectResponse(
      link(context, '/console/sign-in'),
      origin && { 'set-cookie': cookie.erased(origin) },
    )
  })
  return routes
}
