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
import { type Asking, connectPage, notConnectedPage } from './connect-pages.ts'
import { type Account, connectedPage } from './connected-page.ts'
import { createDepartureCookie } from './departure-cookie.ts'

type Parts = {
  publicUrl: string
  /** Where the vendor asks the owner; the button's form must be allowed to lead there. */
  authUrl: string
  authorization: Pick<Authorization, 'depart' | 'exchange'>
  tokens: Pick<Tokens, 'store'>
  client: Pick<Client, 'lists' | 'customFields' | 'privileges'>
  /** Absent in the sandbox, where anybody may press the button. */
  codes?: ConnectCodes
  /** Seals the cookie; of a purpose of its own. */
  seal: Seal
  now: () => number
}

/** `GET` and `POST /connect` and `GET /connect/callback`: the owner joins the relay to an account. */
export function connectRoutes(parts: Parts): Routes {
  const { publicUrl, authorization, tokens, client, codes } = parts
  const cookie = createDepartureCookie(publicUrl, parts.seal, parts.now)
  // Chrome holds every redirect after a form to `form-action`, and the vendor leads on to its sign-in on other hosts.
  const formAction = [new URL(parts.authUrl).origin, 'https:']
  const show = (page: Page) => pageResponse({ ...page, formAction })

  function asking(request: Request, wrong: boolean): Asking {
    if (codes === undefined || cookie.read(request) !== undefined) return { kind: 'nothing' }
    const code = wrong ? null : new URL(request.url).searchParams.get('code')
    return code ? { kind: 'given', code } : { kind: 'typed', wrong }
  }

  /** No other site presses the button for the owner. What is no browser names no origin, and carries no cookie. */
  function isPressedHere({ headers }: Request): boolean {
    const origin = headers.get('origin')
    return (
      origin === null || origin === publicUrl || origin.replace(/^https?:\/\//, '') === headers.get('host')
    )
  }

  async function depart({ req }: Context): Promise<Response> {
    if (!isPressedHere(req.raw)) return show({ ...connectPage(asking(req.raw, true)), status: 403 })
    const body = await readBody(req.raw)
    const code = body.kind === 'body' ? new URLSearchParams(body.text).get('code') : null
    const earlier = codes && cookie.read(req.raw)
    const proven =
      codes === undefined || earlier !== undefined || (code !== null && (await codes.spend(code)))
    if (!proven) return show(connectPage(asking(req.raw, true)))
    const { url, ...departure } = await authorization.depart()
    return redirectResponse(url.href, { 'set-cookie': cookie.write(departure, earlier?.until) })
  }

  async function arrive({ req }: Context): Promise<Response> {
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
  routes.get(PATHS.connect, ({ req }) => show(connectPage(asking(req.raw, false))))
  routes.post(PATHS.connect, depart)
  routes.get(PATHS.connectCallback, arrive)
  return routes
}

/** One after the other, for there may be no more than four calls in any second; and not at all past one that failed. */
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
