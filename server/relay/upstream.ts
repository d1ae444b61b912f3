import { SANDBOX } from '../constant-contact/oauth/identity.ts'
import { listen } from '../sandbox/listen.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import type { Settings } from '../settings/settings.ts'

/** Where sign-ups go, and as which application. */
export type Upstream = {
  /** Whose the store is. */
  identity: { apiUrl: string; clientId: string }
  apiUrl: string
  authUrl: string
  clientId: string
  clientSecret?: string
  seedRefreshToken?: string
  /** Present where this process runs a sandbox in Constant Contact's place. */
  sandbox?: Sandbox & { url: string }
}

/** The vendor as the settings name it; of a sandbox, its place. */
export function namedUpstream({ account }: Settings): Upstream {
  const { clientId } = account
  if (account.kind === 'vendor') return { ...account, identity: { apiUrl: account.apiUrl, clientId } }
  const url = `http://127.0.0.1:${account.port}`
  const identity = { apiUrl: SANDBOX, clientId }
  return { identity, apiUrl: `${url}/v3`, authUrl: `${url}/oauth2/default/v1`, clientId }
}

/** The same, with a sandbox started where the settings ask for one, on this machine only. */
export async function startedUpstream(settings: Settings): Promise<Upstream> {
  const named = namedUpstream(settings)
  if (settings.account.kind === 'vendor') return named
  const { clientId, port } = settings.account
  let url = ''
  const sandbox = createSandbox({ client: { id: clientId }, origin: () => url })
  url = (await listen(sandbox, { port, host: '127.0.0.1' })).url
  return { ...named, apiUrl: `${url}/v3`, authUrl: `${url}/oauth2/default/v1`, sandbox: { ...sandbox, url } }
}
