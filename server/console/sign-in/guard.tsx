import type { Context, MiddlewareHandler } from 'hono'
import { refusal } from '../../admission/refusal.ts'
import { clientAddress } from '../../http/client-address.ts'
import { isLoopback, isLoopbackAddress } from '../../http/loopback.ts'
import { redirectResponse } from '../../routes/page.ts'
import { isSameSecret } from '../../store/secrets.ts'
import { shellResponse } from '../page.tsx'
import { type ConsoleVariables, link } from '../routes.ts'
import { postedFormWithFiles } from './posted-form.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Session, Sessions } from './sessions.ts'
import { isToLoopback, ownOrigin } from './transport.ts'

type Parts = {
  sessions: Sessions
  cookie: SessionCookie
  publicUrl: string
  /** True for a sandbox: there a browser on the relay's own machine is signed in without a code. */
  isSandbox: boolean
}

/**
 * Stands before every page of the console: nobody passes without a session, and no POST without the console's own origin and
 * the session's token.
 */
export function createGuard(parts: Parts): MiddlewareHandler<{ Variables: ConsoleVariables }> {
  const { sessions, cookie, publicUrl } = parts
  // One with a public address is behind a proxy, to which everybody is on the same machine.
  const trustsMachine = parts.isSandbox && isLoopback(new URL(publicUrl).hostname)
  return async (context, next) => {
    const request = context.req.raw
    const id = cookie.read(request)
    const session = id === undefined ? undefined : await sessions.find(id)
    const isPost = request.method === 'POST'
    if (session === undefined && (isPost || !trustsMachine || !isOnThisMachine(context)))
      return redirectResponse(link(context, `/console/sign-in${isPost ? '?problem=signed-out' : ''}`))

    const begun = session === undefined ? await sessions.begin({ long: false }) : undefined
    const form = isPost ? await postedFormWithFiles(request) : new URLSearchParams()
    if (form === 'too large') {
      context.set('refusal', refusal('too_large', { cause: 'console' }))
      return tooLarge(context)
    }
    const current = session ?? begun
    if (current === undefined || form === undefined || (isPost && !isGenuine(request, form, current))) {
      context.set('refusal', refusal('origin_not_allowed', { cause: 'console' }))
      return notDone(context)
    }
    context.set('session', current)
    context.set('form', form)
    await next()
    if (begun) context.header('set-cookie', cookie.write(new URL(request.url), begun), { append: true })
    return undefined
  }

  function isGenuine(request: Request, form: URLSearchParams, { token }: Session): boolean {
    return isSameSecret(form.get('token') ?? '', token) && ownOrigin(request, publicUrl) !== undefined
  }
}

const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

/** True for a browser on this machine. A proxy on this machine tells that it is one by its headers. */
function isOnThisMachine(context: Context): boolean {
  const { headers } = context.req.raw
  return (
    isLoopbackAddress(clientAddress(context.env)) &&
    isToLoopback(context.req.raw) &&
    !FORWARDED.some((name) => headers.has(name))
  )
}

/** Answers a POST that did not come from a form of the console. */
function notDone(context: Context<{ Variables: ConsoleVariables }>): Response {
  return shellResponse(context.get('shell'), {
    title: 'Nothing was done',
    status: 403,
    content: (
      <p>
        The button was not pressed on a page of this console, or you have signed in again since that page was
        opened. <a href={link(context, '/console')}>Open the console</a> and press it there. If this is the
        relay’s own address, set <code>PUBLIC_URL</code> to it.
      </p>
    ),
  })
}

function tooLarge(context: Context<{ Variables: ConsoleVariables }>): Response {
  return shellResponse(context.get('shell'), {
    title: 'Nothing was saved',
    status: 413,
    content: <p>The file is much too large. Go back in your browser, and choose a smaller one.</p>,
  })
}
