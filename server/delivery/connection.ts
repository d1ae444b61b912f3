import type { TokenState } from '../constant-contact/token-state.ts'

/** The part of the tokens that delivery needs. */
export type Tokens = {
  current(): Promise<TokenState>
  refreshAfter(rejectedToken: string): Promise<TokenState>
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
      const known = await tokens.current()
      const isSpent = known.kind === 'token' && known.accessToken === spent
      const state = isSpent ? await replaced(known.accessToken) : known
      if (state.kind !== 'token') return { kind: state.kind }
      return state.accessToken === hopeless ? { kind: 'disconnected' } : state
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
