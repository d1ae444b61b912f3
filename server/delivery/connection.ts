import type { TokenState } from '../constant-contact/oauth/token-state.ts'
import type { Tokens as AccountTokens } from '../constant-contact/oauth/tokens.ts'

/** The part of the tokens that delivery needs. */
export type Tokens = Pick<AccountTokens, 'current' | 'refreshAfter' | 'giveUp'>

/** `token`: call with it. Otherwise nothing can be sent, and everything waits. */
export type Connection = { kind: 'token'; accessToken: string } | { kind: 'disconnected' | 'unavailable' }

/** The connection to the account. A rejected token is refreshed once; where the fresh one is rejected too, there is none. */
export function createConnections(tokens: Tokens) {
  /** The token that was rejected last, the one that replaced it and was not accepted yet, and one that was both. */
  let rejected: string | undefined
  let replacement: string | undefined
  let rejectedReplacement: string | undefined

  async function replace(accessToken: string): Promise<TokenState> {
    const state = await tokens.refreshAfter(accessToken)
    if (state.kind === 'token') replacement = state.accessToken
    return state
  }

  return {
    /** Rejects with a `StoreError` where the tokens cannot be read. */
    async current(): Promise<Connection> {
      if (rejectedReplacement !== undefined) {
        await tokens.giveUp(rejectedReplacement)
        rejectedReplacement = undefined
      }
      const current = await tokens.current()
      const isRejected = current.kind === 'token' && current.accessToken === rejected
      const state = isRejected ? await replace(current.accessToken) : current
      return state.kind === 'token' ? state : { kind: state.kind }
    },
    /** The vendor has answered 401 to a call with this token. */
    rejected(accessToken: string): void {
      if (accessToken === replacement) rejectedReplacement = accessToken
      else rejected = accessToken
    },
    /** The vendor has accepted this token, whatever else it said. */
    accepted(accessToken: string): void {
      if (accessToken === replacement) replacement = undefined
    },
  }
}
