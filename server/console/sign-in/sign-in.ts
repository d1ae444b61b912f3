import { redirectResponse } from '../../routes/page.ts'
import type { OneTimeCodes } from '../../store/one-time-codes.ts'
import { type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { postedForm } from './guard.tsx'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import { signInPage, tunnelPage } from './sign-in-pages.tsx'
import { isConfidential, ownOrigin } from './transport.ts'

type Parts = { sessions: Sessions; cookie: SessionCookie; codes: OneTimeCodes; publicUrl: string }

const PATH = '/console/sign-in'

/**
 * `GET` and `POST /console/sign-in`: a one-time code makes a session. Opening the link never spends the code, since mail
 * scanners and link previews open it too; pressing the button does.
 */
export function signInRoutes({ sessions, cookie, codes, publicUrl }: Parts): ConsoleRoutes {
  const routes = createConsoleRoutes()

  routes.get(PATH, (context) => {
    const { searchParams } = new URL(context.req.url)
    if (!isConfidential(context.req.raw, publicUrl)) return tunnelPage(context)
    return signInPage(context, {
      code: searchParams.get('code') ?? '',
      problem: searchParams.get('problem') === 'signed-out' ? 'signed_out' : undefined,
    })
  })

  routes.post(PATH, async (context) => {
    const request = context.req.raw
    if (!isConfidential(request, publicUrl)) return tunnelPage(context)
    const origin = ownOrigin(request, publicUrl)
    const form = await postedForm(request)
    if (origin === undefined || form === undefined) return signInPage(context, { problem: 'other_site' })
    if (!(await codes.spend('console', form.get('code') ?? '')))
      return signInPage(context, { problem: 'wrong_code' })
    const before = await sessions.find(cookie.read(request) ?? '')
    if (before) await sessions.end(before)
    const begun = await sessions.begin({ long: form.has('long') })
    return redirectResponse(link(context, '/console'), { 'set-cookie': cookie.write(origin, begun) })
  })
  return routes
}
