import { randomBytes } from 'node:crypto'
import { LISTS } from './embed.ts'
import { type Relay, startRelay } from './relay.ts'
import { startWiretap } from './wiretap.ts'

export type OwnedRelay = Relay & {
  /** Everything that must not leak: the owner's settings, and the tokens between relay and Constant Contact. */
  secrets(): string[]
  metricsToken: string
  apiKey: string
  /** The link that the relay wrote to its log. */
  connectLink(): string
}

/** A relay as an owner runs it: with an account, without a sandbox, and with every secret set. */
export async function startOwnedRelay(site: string, more: Record<string, string> = {}): Promise<OwnedRelay> {
  const vendor = await startRelay()
  const tap = await startWiretap(vendor.sandbox.url)
  const [clientSecret, secretKey, metricsToken, apiKey] = [1, 2, 3, 4].map(() =>
    randomBytes(24).toString('hex'),
  )
  if (!clientSecret || !secretKey || !metricsToken || !apiKey) throw new Error('There are four secrets')
  const relay = await startRelay({
    CTCT_CLIENT_ID: 'sandbox-application',
    CTCT_CLIENT_SECRET: clientSecret,
    CTCT_API_URL: `${tap.url}/v3`,
    CTCT_AUTH_URL: `${tap.url}/oauth2/default/v1`,
    SECRET_KEY: secretKey,
    METRICS_TOKEN: metricsToken,
    API_KEYS: apiKey,
    ALLOWED_ORIGINS: site,
    ALLOWED_LISTS: LISTS.newsletter,
    EXISTING_CONTACTS: 'update',
    ...more,
  })
  return {
    ...relay,
    sandbox: vendor.sandbox,
    metricsToken,
    apiKey,
    secrets: () => [...tap.secrets(), clientSecret, secretKey, metricsToken, apiKey],
    connectLink() {
      const link = /http:\/\/localhost:\d+\/connect\?code=\w+/.exec(relay.log().join('\n'))?.[0]
      if (link === undefined) throw new Error('The relay wrote no link')
      return link
    },
    async stop() {
      await relay.stop()
      await tap.stop()
      await vendor.stop()
    },
  }
}

/** The owner's browser during connecting, step by step. */
export function ownersBrowser() {
  const jar = new Map<string, string>()
  async function visit(address: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...jar.values()].join('; '), ...headers },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [cookie = ''] = set.split(';')
      const [name = ''] = cookie.split('=')
      if (set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, cookie)
    }
    return response
  }
  return {
    visit,
    /** Connects with a valid code and presses Allow; resolves to the address that Constant Contact redirects to. */
    async allowed(relay: { url: string }, code: string): Promise<string> {
      const departed = await visit(`${relay.url}/connect`, { code })
      const decided = await visit(departed.headers.get('location') ?? '', { decision: 'allow' })
      return decided.headers.get('location') ?? ''
    },
  }
}
