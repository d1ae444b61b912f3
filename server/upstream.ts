import { listen } from './sandbox/listen.ts'
import { createSandbox, type Sandbox } from './sandbox/sandbox.ts'
import type { Settings } from './settings.ts'

/** Where sign-ups go, and as which application. */
export type Upstream = {
  apiUrl: string
  authUrl: string
  clientId: string
  clientSecret?: string
  seedRefreshToken?: string
  /** Present when a sandbox stands in for Constant Contact. */
  sandbox?: Sandbox & { url: string }
}

/** The vendor as the settings name it, or a sandbox started in its place, on this machine only. */
export async function findUpstream({ account }: Settings): Promise<Upstream> {
  if (account.kind === 'vendor') return account
  let url = ''
  const { clientId, port } = account
  const sandbox = createSandbox({ client: { id: clientId }, origin: () => url })
  url = (await listen(sandbox, { port, host: '127.0.0.1' })).url
  return { apiUrl: `${url}/v3`, authUrl: `${url}/oauth2/default/v1`, clientId, sandbox: { url, ...sandbox } }
}
