import { SANDBOX } from '../constant-contact/oauth/identity.ts'
import { listen } from '../sandbox/listen.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { Settings } from '../settings/settings.ts'
import { listenFault } from './listen-fault.ts'

/** Where sign-ups are delivered, and as which application. */
export type Upstream = {
  /** The account that the database must belong to. */
  identity: { apiUrl: string; clientId: string }
  apiUrl: string
  authUrl: string
  clientId: string
  clientSecret?: string | undefined
  seedRefreshToken?: string | undefined
  /** Set if this process runs a sandbox in place of Constant Contact. */
  sandbox?: Sandbox & { url: string }
}

/** Constant Contact as the settings name it, or the address of the sandbox. */
export function upstreamOf(settings: Settings): Upstream {
  const { CTCT_CLIENT_ID: clientId, isSandbox } = settings
  if (isSandbox) {
    const identity = { apiUrl: SANDBOX, clientId }
    return { identity, clientId, ...sandboxAddresses(`http://127.0.0.1:${settings.SANDBOX_PORT}`) }
  }
  const { CTCT_API_URL: apiUrl, CTCT_AUTH_URL: authUrl } = settings
  return {
    ...{ identity: { apiUrl, clientId }, apiUrl, authUrl, clientId },
    clientSecret: settings.CTCT_CLIENT_SECRET,
    seedRefreshToken: settings.CTCT_REFRESH_TOKEN,
  }
}

function sandboxAddresses(url: string) {
  return { apiUrl: `${url}/v3`, authUrl: `${url}/oauth2/default/v1` }
}

/** The same, with a sandbox started if the settings ask for one: on this machine only, unless the relay listens on every address, as in a container. */
export async function startUpstream(settings: Settings): Promise<Upstream> {
  const named = upstreamOf(settings)
  if (!settings.isSandbox) return named
  let url = ''
  const sandbox = createSandbox({
    client: { id: named.clientId },
    origin: () => url,
    perSecond: settings.CTCT_PER_SECOND,
    perDay: settings.CTCT_PER_DAY,
  })
  const { SANDBOX_PORT: port, HOST: host } = settings
  const place = { port, host: ['0.0.0.0', '::'].includes(host) ? host : '127.0.0.1' }
  const listening = await listen(sandbox, place).catch((error: unknown) => {
    throw listenFault(error, { ...place, portSetting: 'SANDBOX_PORT' })
  })
  url = `http://127.0.0.1:${listening.url.split(':').at(-1)}`
  return { ...named, ...sandboxAddresses(url), sandbox: { ...sandbox, url } }
}
