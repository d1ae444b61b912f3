/** Joins the sandbox: Constant Contact's API and OAuth behind a gateway, its own pages, and the controls for tests. */

import type { Mailbox } from './account/mailbox.ts'
import { type Control, createControl } from './control.ts'
import { createGateway } from './gateway.ts'
import type { SandboxOptions } from './options.ts'
import { createRoutes } from './routes.ts'
import { createServices } from './services.ts'
import { fetchSimulated, type SimulatedResponse } from './simulated-response.ts'
import { readState, type State } from './state.ts'

export type Sandbox = {
  /** Like `fetch`: a cut connection rejects with a TypeError, a hang lasts until the request's signal aborts. */
  fetch(request: Request): Promise<Response>
  /** The response with its simulated faults, for `listen` to play on a real socket. */
  respond(request: Request): Promise<SimulatedResponse>
  /** Returns a refresh token for the demo account, as if its owner had pressed Allow. */
  seedRefreshToken(): string
  /** Takes the emails that the relay would send. */
  mailbox: Pick<Mailbox, 'receive' | 'all'>
  control: Control
  /** A snapshot of everything; of contacts, mails and calls at most the newest `limit`. */
  state(limit?: number): State
}

/** Simulates Constant Contact as strictly as its documentation; state is kept in memory until the process ends. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const services = createServices(options)
  const control = createControl(services)
  const state = (limit?: number) => readState(services, limit)
  const routes = createRoutes({ ...services, control, state })
  const gateway = createGateway({ ...services, handle: async (request) => routes.fetch(request) })

  async function respond(request: Request): Promise<SimulatedResponse> {
    const { pathname } = new URL(request.url)
    const isVendorPath = pathname.startsWith('/v3/') || pathname.startsWith('/oauth2/')
    return isVendorPath ? gateway(request) : { kind: 'complete', response: await routes.fetch(request) }
  }

  return {
    respond,
    fetch: (request) => fetchSimulated(respond(request), request),
    seedRefreshToken: () => services.grants.seed(),
    mailbox: services.mailbox,
    control,
    state,
  }
}
