import type { Mailbox } from './account/mailbox.ts'
import { type Control, createControl } from './control.ts'
import { createUpstream } from './gateway.ts'
import type { SandboxOptions } from './options.ts'
import { createRoutes } from './routes.ts'
import { createParts } from './services.ts'
import { type Answer, fetchAnswer } from './simulated-response.ts'
import { readState, type State } from './state.ts'

export type Sandbox = {
  /** Answers as `fetch` would: a cut rejects with a TypeError, a hang lasts until the request's signal aborts. */
  fetch(request: Request): Promise<Response>
  /** The same before it is known what carries it; for `listen`. */
  answer(request: Request): Promise<Answer>
  /** A refresh token for the demo account, as if its owner had pressed Allow. */
  seedRefreshToken(): string
  /** Where a mail transport puts what would go out into the world. */
  mailbox: Pick<Mailbox, 'receive' | 'all'>
  control: Control
  /** All that the stand-in knows; of contacts, mails and calls at most the newest `limit`. */
  state(limit?: number): State
}

/** A stand-in for Constant Contact, as strict as its documents; it keeps its state in memory, for the session. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const parts = createParts(options)
  const control = createControl(parts)
  const state = (limit?: number) => readState(parts, limit)
  const routes = createRoutes({ ...parts, control, state })
  const upstream = createUpstream({ ...parts, handle: async (request) => routes.fetch(request) })

  async function answer(request: Request): Promise<Answer> {
    const { pathname } = new URL(request.url)
    const forTheVendor = pathname.startsWith('/v3/') || pathname.startsWith('/oauth2/')
    return forTheVendor ? upstream(request) : { kind: 'whole', response: await routes.fetch(request) }
  }

  return {
    answer,
    fetch: (request) => fetchAnswer(answer(request), request.signal),
    seedRefreshToken: () => parts.grants.seed(),
    mailbox: parts.mailbox,
    control,
    state,
  }
}
