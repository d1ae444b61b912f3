import type { TokenState } from '../constant-contact/oauth/token-state.ts'

/** The part of the tokens that delivery needs. */
export type Tokens = {
  current(): Promise<TokenState>
  refreshAfter(rejectedToken: string): Promise<TokenState>
  /** A token that was fresh was rejected: every relay is to know that there is no connection any more. */
  giveUp(rejectedToken: string): Promise<void>
}

/** `token`: call with it. Otherwise nothing can be sent, and everything waits. */
export type Connection = { kind: 'token'; accessToken: string } | { kind: 'disconnected' | 'unavailable' }

/** The account as delivery sees it: a rejected token is refreshed once, and one that is rejected fresh is no connection. */
export type Connections = {
  /** Rejects with a `StoreError` where the tokens' store is away. */
  current(): Promise<Connection>
  /** The vendor has answered 401 to a call with this token. */
  rejected(accessToken: string): void
  /** The vendor has accepted this token, whatever else it said. */
  accepted(accessToken: string): void
}

export function createConnections(tokens: Tokens): Connections {
  /** The token that was rejected last, the one that replaced it and has not proved itself yet, and one that was both. */
  let spent: string | undefined
  let onTrial: string | undefined
  let hopeless: string | undefined

  async function replaced(accessToken: string): Promise<TokenState> {
    const state = await tokens.refreshAfter(accessToken)
    if (state.kind === 'token') onTrial = state.accessToken
    return state
  }

  return {
    async current() {
      if (hopeless !== undefined) {
        await tokens.giveUp(hopeless)
        hopeless = undefined
      }
      const known = await tokens.current()
      const isSpent = known.kind === 'token' && known.accessToken === spent
      const state = isSpent ? await replaced(known.accessToken) : known
      return state.kind === 'token' ? state : { kind: state.kind }
    },
    rejected(accessToken) {
      if (accessToken === onTrial) hopeless = accessToken
      else spent = accessToken
    },
    accepted(accessToken) {
      if (accessToken === onTrial) onTrial = undefined
    },
  }
}
