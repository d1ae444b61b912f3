import type { Logger } from 'pino'
import { postedForm } from '../../admission/reading/body.ts'
import { refusal } from '../../admission/refusal.ts'
import { redirectResponse } from '../../routes/page.ts'
import type { OneTimeCodes } from '../../store/one-time-codes.ts'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import type { ConsoleLimits } from './limits.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import { signInPage, tunnelPage, waitPage } from './sign-in-pages.tsx'
import { isConfidential, ownOrigin } from './transport.ts'

type Parts = {
  sessions: Sessions
  cookie: SessionCookie
  codes: OneTimeCodes
  publicUrl: string
  limits: ConsoleLimits
  /** Mails a link to the owner; undefined if there is no `OWNER_EMAIL`, or no mail. */
  mailLink: (() => Promise<void>) | undefined
  log: Pick<Logger, 'info' | 'warn'>
}

const PATH = '/console/sign-in'

/**
 * `GET` and `POST /console/sign-in`: a one-time code makes a session. Opening the link never spends the code, since mail
 * scanners and link previews open it too; pressing the button does. `POST /console/sign-in/mail` mails a link to the owner,
 * with the same answer whether it did or not.
 */
export function signInRoutes(parts: Parts): ConsoleRoutes {
  const { sessions, cookie, codes, publicUrl, limits, mailLink, log } = parts
  const canMail = mailLink !== undefined
  const routes = createConsoleRoutes()

  routes.use(`${PATH}/*`, async (context, next) => {
    if (isConfidential(context.req.raw, publicUrl)) return next()
    return tunnelPage(context)
  })

  routes.get(PATH, (context) => {
    const { searchParams } = new URL(context.req.url)
    return signInPage(context, {
      canMail,
      code: searchParams.get('code') ?? '',
      problem: searchParams.get('problem') === 'signed-out' ? 'signed_out' : undefined,
      isMailed: searchParams.get('done') === 'mailed',
    })
  })

  routes.post(PATH, async (context) => {
    const request = context.req.raw
    const origin = ownOrigin(request, publicUrl)
    const form = await postedForm(request)
    if (origin === undefined || form === undefined)
      return signInPage(context, { canMail, problem: 'other_site' })
    // Only wrong ones count: strangers in the same network, or behind the same proxy, must not keep the owner out.
    if (!(await codes.spend('console', form.get('code') ?? ''))) {
      const waitSeconds = limits.attempt(context.get('network'))
      if (waitSeconds !== undefined) return tooMany(context, waitSeconds)
      log.warn({ requestId: context.get('requestId') }, 'console: wrong one-time code')
      return signInPage(context, { canMail, problem: 'wrong_code' })
    }
    const before = await sessions.find(cookie.read(request) ?? '')
    if (before) await sessions.end(before)
    const begun = await sessions.begin({ long: form.has('long') })
    log.info({ requestId: context.get('requestId') }, 'console: signed in')
    return redirectResponse(link(context, '/console'), { 'set-cookie': cookie.write(origin, begun) })
  })

  if (mailLink)
    routes.post(`${PATH}/mail`, (context) => {
      if (ownOrigin(context.req.raw, publicUrl) === undefined)
        return signInPage(context, { canMail, problem: 'other_site' })
      if (limits.mail(context.get('network'))) void mailLink()
      return redirectResponse(link(context, `${PATH}?done=mailed`))
    })
  return routes
}

/** Answers who asks too often. */
export function tooMany(context: ConsoleContext, retryAfterSeconds: number): Response {
  context.set('refusal', refusal('too_many_requests', { retryAfterSeconds, cause: 'console_rate' }))
  return waitPage(context, retryAfterSeconds)
}
