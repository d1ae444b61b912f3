import { type Context, Hono } from 'hono'
import { readBody } from '../../admission/reading/body.ts'
import type { Client } from '../../constant-contact/api/client.ts'
import type { Authorization } from '../../constant-contact/oauth/authorization.ts'
import type { ConnectCodes } from '../../constant-contact/oauth/connect-codes.ts'
import type { Tokens } from '../../constant-contact/oauth/tokens.ts'
import { PATHS } from '../../contract.ts'
import type { Seal } from '../../store/sealed.ts'
import { type Page, pageResponse, redirectResponse } from '../page.ts'
import type { RequestVariables, Routes } from '../request-log.ts'
import { connectPage, notConnectedPage, type OneTimeCode } from './connect-pages.ts'
import { type Account, connectedPage } from './connected-page.ts'
import { createStateCookie } from './state-cookie.ts'

type Parts = {
  publicUrl: string
  /** Where Constant Contact asks the owner; the button's form must be allowed to lead there. */
  authUrl: string
  authorization: Pick<Authorization, 'depart' | 'exchange'>
  tokens: Pick<Tokens, 'store'>
  client: Pick<Client, 'lists' | 'customFields' | 'privileges'>
  /** Absent in the sandbox, where anybody may press the button. */
  codes?: ConnectCodes
  /** Encrypts the cookie, for this purpose only. */
  seal: Seal
  now: () => number
}

/** `GET` and `POST /connect`, `GET /connect/callback`: the owner connects the relay to an account. */
export function connectRoutes(parts: Parts): Routes {
  const { publicUrl, authorization, tokens, client, codes } = parts
  const cookie = createStateCookie(publicUrl, parts.seal, parts.now)
  // Chrome applies `form-action` to every redirect after the post, and Constant Contact signs in on other hosts.
  const formAction = [new URL(parts.authUrl).origin, 'https:']
  const show = (page: Page) => pageResponse({ ...page, formAction })

  function codeFor(request: Request, wrong: boolean): OneTimeCode {
    if (codes === undefined || cookie.read(request) !== undefined) return { kind: 'not needed' }
    const code = wrong ? null : new URL(request.url).searchParams.get('code')
    return code ? { kind: 'from link', code } : { kind: 'to type', wrong }
  }

  /** Refuses posts from other sites. A client that is not a browser sends no origin, and has no cookie. */
  function isSameOrigin({ headers }: Request): boolean {
    const origin = headers.get('origin')
    return (
      origin === null || origin === publicUrl || origin.replace(/^https?:\/\//, '') === headers.get('host')
    )
  }

  async function startAuthorization({ req }: Context): Promise<Response> {
    if (!isSameOrigin(req.raw)) return show({ ...connectPage(codeFor(req.raw, true)), status: 403 })
    const body = await readBody(req.raw)
    const code = body.kind === 'body' ? new URLSearchParams(body.text).get('code') : null
    const earlier = codes && cookie.read(req.raw)
    const proven =
      codes === undefined || earlier !== undefined || (code !== null && (await codes.spend(code)))
    if (!proven) return show(connectPage(codeFor(req.raw, true)))
    const { url, ...departure } = await authorization.depart()
    return redirectResponse(url.href, { 'set-cookie': cookie.write(departure, earlier?.until) })
  }

  async function finishAuthorization({ req }: Context): Promise<Response> {
    const departure = cookie.read(req.raw)
    const answer =
      departure === undefined
        ? ({ kind: 'state_mismatch' } as const)
        : await authorization.exchange(new URL(req.url).searchParams, departure)
    if (answer.kind !== 'tokens') return show(notConnectedPage(answer, publicUrl))
    await tokens.store(answer.pair)
    const response = show(connectedPage(await readAccount(client, answer.pair.accessToken)))
    response.headers.set('set-cookie', cookie.erased())
    return response
  }

  const routes = new Hono<{ Variables: RequestVariables }>()
  routes.get(PATHS.connect, ({ req }) => show(connectPage(codeFor(req.raw, false))))
  routes.post(PATHS.connect, startAuthorization)
  routes.get(PATHS.connectCallback, finishAuthorization)
  return routes
}

/** Reads one after the other, since Constant Contact allows four calls a second, and stops at the first that fails. */
async function readAccount(client: Parts['client'], accessToken: string): Promise<Account> {
  const lists = await client.lists(accessToken)
  if (lists.kind !== 'read') return { lists: undefined, customFields: undefined, mayWrite: true }
  const customFields = await client.customFields(accessToken)
  const privileges = await client.privileges(accessToken)
  return {
    lists: lists.value,
    customFields: customFields.kind === 'read' ? customFields.value : undefined,
    mayWrite: privileges.kind !== 'read' || privileges.value.includes('contacts:write'),
  }
}
