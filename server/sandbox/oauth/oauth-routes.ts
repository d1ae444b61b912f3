import { Hono } from 'hono'
import { authorizePage, invalidRequestPage } from '../pages/authorize-page.ts'
import { decisionRedirect, readAuthorization, unassignedRedirect } from './authorize.ts'
import type { Grants } from './grants.ts'
import { type Client, createTokenEndpoint } from './token-endpoint.ts'

export const OAUTH_PATH = '/oauth2/default/v1'

type Dependencies = {
  grants: Grants
  client: Client
  expiresIn: () => 'number' | 'text'
  userAssigned: () => boolean
}

/** The routes under `/oauth2/default/v1`: the consent page and the token endpoint. */
export function createOauthRoutes({ grants, client, expiresIn, userAssigned }: Dependencies): Hono {
  const token = createTokenEndpoint({ grants, client, expiresIn })
  const oauth = new Hono()
  oauth.get('/authorize', (context) => {
    const authorization = readAuthorization(new URL(context.req.url).searchParams, client)
    if (authorization.kind === 'invalid') return context.html(invalidRequestPage(authorization.message), 400)
    if (authorization.kind === 'redirect') return context.redirect(authorization.to, 302)
    if (!userAssigned()) return context.redirect(unassignedRedirect(authorization.request), 302)
    return context.html(authorizePage(client.id, authorization.request))
  })
  oauth.post('/authorize', async (context) => {
    const authorization = readAuthorization(new URL(context.req.url).searchParams, client)
    if (authorization.kind === 'invalid') return context.html(invalidRequestPage(authorization.message), 400)
    if (authorization.kind === 'redirect') return context.redirect(authorization.to, 303)
    if (!userAssigned()) return context.redirect(unassignedRedirect(authorization.request), 303)
    const { decision } = await context.req.parseBody()
    return context.redirect(decisionRedirect(decision === 'allow', authorization.request, grants), 303)
  })
  oauth.post('/token', (context) => token(context.req.raw))
  return oauth
}
