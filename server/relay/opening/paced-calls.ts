import type { MakeCall } from '../../constant-contact/api/pages.ts'
import type { Relay } from './open.ts'

const NOT_NOW = { kind: 'down', cause: 'unreachable', sent: false } as const

/**
 * Makes calls at the dispatcher's pace, so that no sign-up is throttled because of them and no limit exceeded, whichever
 * relay dispatches.
 */
export function pacedCalls(dispatcher: Relay['dispatcher']): MakeCall {
  return async (call, accessToken) => {
    const value = await dispatcher.read(call)
    if (value !== undefined) return { kind: 'read', value }
    return (await dispatcher.claimStandingBy()) ? call(accessToken) : NOT_NOW
  }
}
