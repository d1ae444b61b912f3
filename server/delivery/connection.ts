import type { TokenState } from '../constant-contact/oauth/token-state.ts'
import type { Tokens as AccountTokens } from '../constant-contact/oauth/tokens.ts'

/** The part of the tokens that delivery needs. */
export type Tokens = Pick<AccountTokens, 'current' | 'refreshAfter' | 'giveUp'>

/**
 * The connection to the account. A rejected token is refreshed once; where the fresh one is rejected too, there is none, until
 * the tokens have found a newer one. The vendor may issue the same token again, and that one may be accepted after all.
 */
export function createConnections(tokens: Tokens) {
  /** The token that was rejected last, since one was accepted; the one that replaced it; and one that was both. */
  let rejected: string | undefined
  let replacement: string | undefined
  let rejectedReplacement: string | undefined
  /** Since then the tokens themselves look for one that is accepted, and may come back with the same. */
  let hasGivenUp = false

  return {
    /** The token to call with; without one, everything waits. Rejects with a `StoreError` where the tokens cannot be read. */
    async current(): Promise<TokenState> {
      if (rejectedReplacement !== undefined) {
        await tokens.giveUp(rejectedReplacement)
        rejectedReplacement = undefined
        hasGivenUp = true
      }
      const current = await tokens.current()
      const isRejected =
        current.kind === 'token' &&
        current.accessToken === rejected &&
        rejected !== replacement &&
        !hasGivenUp
      const state = isRejected ? await tokens.refreshAfter(current.accessToken) : current
      if (state.kind === 'token' && rejected !== undefined) replacement = state.accessToken
      return state
    },
    /** The vendor has answered 401 to a call with this token. */
    rejected(accessToken: string): void {
      if (accessToken === replacement) rejectedReplacement = accessToken
      rejected = accessToken
    },
    /** The vendor has accepted a token, whatever else it said. */
    accepted(): void {
      rejected = undefined
      replacement = undefined
      rejectedReplacement = undefined
      hasGivenUp = false
    },
  }
}
