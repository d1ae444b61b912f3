import { Hono } from 'hono'
import { authorizePage, cannotAskPage } from '../pages/authorize-page.ts'
import { decided, readAuthorization } from './authorize.ts'
import type { Grants } from './grants.ts'
import { type Client, createTokenEndpoint } from './token-endpoint.ts'

export const OAUTH_PATH = '/oauth2/default/v1'

export type OauthParts = { grants: Grants; client: Client; expiresIn: () => 'number' | 'text' }

/** What stands under `/oauth2/default/v1`: the question to the owner, and the tokens. */
export function createOauth({ grants, client, expiresIn }: OauthParts): Hono {
  const token = createTokenEndpoint({ grants, client, expiresIn })
  const oauth = new Hono()
  oauth.get('/authorize', (context) => {
    const authorization = readAuthorization(new URL(context.req.url).searchParams, client)
    if (authorization.kind === 'page') return context.html(cannotAskPage(authorization.message), 400)
    if (authorization.kind === 'redirect') return context.redirect(authorization.to, 302)
    return context.html(authorizePage(client.id, authorization.asking))
  })
  oauth.post('/authorize', async (context) => {
    const authorization = readAuthorization(new URL(context.req.url).searchParams, client)
    if (authorization.kind === 'page') return context.html(cannotAskPage(authorization.message), 400)
    if (authorization.kind === 'redirect') return context.redirect(authorization.to, 303)
    const { decision } = await context.req.parseBody()
    return context.redirect(decided(decision === 'allow', authorization.asking, grants), 303)
  })
  oauth.post('/token', (context) => token(context.req.raw))
  return oauth
}
