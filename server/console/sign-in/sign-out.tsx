import { redirectResponse } from '../../routes/page.ts'
import type { OneTimeCodes } from '../../store/one-time-codes.ts'
import { Form } from '../components/components.tsx'
import { consoleResponse } from '../page.tsx'
import { type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import { ownOrigin } from './transport.ts'

type Parts = { sessions: Sessions; codes: OneTimeCodes; cookie: SessionCookie; publicUrl: string }

/** `GET` and `POST /console/sign-out`: ends this session; or every one, with the links that nobody has used yet. */
export function signOutRoutes({ sessions, codes, cookie, publicUrl }: Parts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get('/console/sign-out', (context) =>
    consoleResponse(context, {
      title: 'Sign out',
      content: (
        <Form context={context} action="/console/sign-out">
          <p>
            To sign in again, you need a new link. <i>Sign out everywhere</i> signs out every browser, and
            takes back every link that nobody has used yet.
          </p>
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
    if (context.get('form').has('everywhere')) {
      await sessions.endAll()
      await codes.revokeAll()
    } else await sessions.end(context.get('session'))
    const origin = ownOrigin(context.req.raw, publicUrl)
    return redirectResponse(
      link(context, '/console/sign-in'),
      origin && { 'set-cookie': cookie.erased(origin) },
    )
  })
  return routes
}
