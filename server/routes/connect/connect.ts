import type { Context } from 'hono'
import type { Logger } from 'pino'
import { postedForm } from '../../admission/reading/body.ts'
import { readAccount } from '../../constant-contact/account.ts'
import type { Client } from '../../constant-contact/api/client.ts'
import type { Authorization } from '../../constant-contact/oauth/authorization.ts'
import type { Tokens } from '../../constant-contact/oauth/tokens.ts'
import { PATHS } from '../../contract.ts'
import { publicPathOf } from '../../http/public-path.ts'
import type { OneTimeCodes } from '../../store/one-time-codes.ts'
import type { Seal } from '../../store/sealed.ts'
import { type Page, pageResponse, redirectResponse } from '../page.ts'
import { createRoutes, type RequestVariables, type Routes } from '../routes.ts'
import { createConnectCookies } from './connect-cookies.ts'
import { connectPage, type Failure, notConnectedPage, type OneTimeCode } from './connect-pages.ts'
import { connectedPage, hiddenAccountPage } from './connected-page.ts'

type Parts = {
  publicUrl: string
  /** Where Constant Contact asks the owner; the button's form must be allowed to lead there. */
  authUrl: string
  authorization: Pick<Authorization, 'depart' | 'exchange'>
  tokens: Pick<Tokens, 'store' | 'status' | 'current'>
  client: Pick<Client, 'lists' | 'customFields' | 'privileges'>
  /** Absent in the sandbox, where anybody may press the button. */
  codes?: OneTimeCodes
  /** Whether a request comes from a browser that is signed in as the owner, who needs no code. */
  isOwner?: ((request: Request) => Promise<boolean>) | undefined
  /** Encrypts the cookies, for this purpose only. */
  seal: Seal
  now: () => number
  log: Pick<Logger, 'warn'>
}

/** Where a form may lead that departs: Chrome also looks at redirects after the post, and Constant Contact signs in on other hosts. */
export function departTargets({ authUrl }: Pick<Parts, 'authUrl'>): string[] {
  return [new URL(authUrl).origin, 'https:']
}

/** What it takes to leave for Constant Contact. */
type DepartParts = Pick<Parts, 'publicUrl' | 'authorization' | 'seal' | 'now'>

/**
 * Leads an owner who is signed in at the console to Constant Contact, without a code. From there they come back to `back`, a
 * path of the console, with or without a connection.
 */
export async function departFromConsole(
  { publicUrl, authorization, seal, now }: DepartParts,
  back: string,
): Promise<Response> {
  const cookies = createConnectCookies(publicUrl, seal, now)
  const { url, ...departure } = await authorization.depart()
  return redirectResponse(url.href, { 'set-cookie': cookies.departure.write({ ...departure, back }) })
}

type RouteContext = Context<{ Variables: RequestVariables }>

/** `GET` and `POST /connect`, `GET /connect/callback` and `/connect/connected`: the owner connects the relay to an account. */
export function connectRoutes(parts: Parts): Routes {
  const { publicUrl, authorization, tokens, client, codes, log, isOwner = async () => false } = parts
  const publicPath = publicPathOf(publicUrl)
  const connectPath = publicPath + PATHS.connect
  const cookies = createConnectCookies(publicUrl, parts.seal, parts.now)
  const formAction = departTargets(parts)
  // No page that has opened this one may look into it, though it may be of the same origin.
  const show = (page: Page) =>
    pageResponse({ ...page, formAction }, { 'cross-origin-opener-policy': 'same-origin' })

  async function codeFor(request: Request): Promise<OneTimeCode> {
    if (codes === undefined || cookies.departure.read(request) !== undefined || (await isOwner(request)))
      return { kind: 'not needed' }
    const code = request.method === 'GET' ? new URL(request.url).searchParams.get('code') : null
    return code ? { kind: 'from link', code } : { kind: 'to type' }
  }

  /** Refuses posts from other sites. A client that is not a browser sends no origin, and has no cookie. */
  function isSameOrigin({ headers }: Request): boolean {
    const origin = headers.get('origin')
    const own = [null, new URL(publicUrl).origin]
    return own.includes(origin) || origin?.replace(/^https?:\/\//, '') === headers.get('host')
  }

  async function startAuthorization({ req }: RouteContext): Promise<Response> {
    if (!isSameOrigin(req.raw)) return show(connectPage(await codeFor(req.raw), publicUrl, 'other_site'))
    const needed = await codeFor(req.raw)
    if (codes && needed.kind !== 'not needed') {
      const code = (await postedForm(req.raw))?.get('code')
      if (!code || !(await codes.spend('connect', code)))
        return show(connectPage(needed, publicUrl, 'wrong_code'))
    }
    const earlier = codes && cookies.departure.read(req.raw)
    const { url, ...departure } = await authorization.depart()
    return redirectResponse(url.href, { 'set-cookie': cookies.departure.write(departure, earlier?.until) })
  }

  async function finishAuthorization(context: RouteContext): Promise<Response> {
    const { req } = context
    const departure = cookies.departure.read(req.raw)
    // A callback that is visited again, by the history or a bookmark of the browser that has connected.
    if (departure === undefined && cookies.connected.read(req.raw)) return toConnected()
    const answer =
      departure === undefined
        ? ({ kind: 'state_mismatch' } as const)
        : await authorization.exchange(new URL(req.url).searchParams, departure)
    if (answer.kind === 'tokens') {
      await tokens.store(answer.pair)
      const set = [cookies.departure.erased(), cookies.connected.write()]
      return departure?.back === undefined ? toConnected(set) : leadTo(departure.back, set)
    }
    const cause = answer.kind === 'unavailable' ? answer.cause : undefined
    log.warn({ requestId: context.get('requestId'), error: oauthErrorCode(answer), cause }, 'not connected')
    const { kind } = await tokens.status()
    const again = publicUrl + (departure?.back ?? PATHS.connect)
    return show(notConnectedPage(answer, { publicUrl, again, isConnected: kind === 'connected' }))
  }

  const toConnected = (setCookies: readonly string[] = []) => leadTo(PATHS.connected, setCookies)

  /** To a page that can be reloaded, as the callback cannot. */
  function leadTo(path: string, setCookies: readonly string[]): Response {
    const response = redirectResponse(publicPath + path)
    for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
    return response
  }

  async function showConnected({ req }: RouteContext): Promise<Response> {
    const { kind } = await tokens.status()
    const mayRead = codes === undefined || cookies.connected.read(req.raw) || (await isOwner(req.raw))
    if (kind !== 'connected' || !mayRead) return show(hiddenAccountPage(kind === 'connected', connectPath))
    const state = await tokens.current()
    const account = state.kind === 'token' ? await readAccount(client, state.accessToken) : undefined
    return show(connectedPage(account, connectPath))
  }

  const routes = createRoutes()
  routes.get(PATHS.connect, async ({ req }) => show(connectPage(await codeFor(req.raw), publicUrl)))
  routes.post(PATHS.connect, startAuthorization)
  routes.get(PATHS.connectCallback, finishAuthorization)
  routes.get(PATHS.connected, showConnected)
  return routes
}

/** The OAuth error code, as far as there is one. No description: it may name the user. */
function oauthErrorCode(failure: Failure): string {
  if (failure.kind === 'denied') return 'access_denied'
  return failure.kind === 'misconfigured' ? failure.error : failure.kind
}
