import type { Logger } from 'pino'
import { type Refusal, refusal } from '../admission/refusal.ts'
import type { Answer } from '../constant-contact/answer.ts'
import type { Client } from '../constant-contact/client.ts'
import { signUpForm } from '../constant-contact/sign-up-form.ts'
import type { TokenState } from '../constant-contact/token-state.ts'
import type { Action, SignUp } from '../contract.ts'

type Tokens = {
  current(): Promise<TokenState>
  refreshAfter(rejectedToken: string): Promise<TokenState>
}
type Parts = { client: Pick<Client, 'signUp'>; tokens: Tokens; log: Logger }

const RETRY_SECONDS = { throttled: 2, quota_exceeded: 3600, down: 30 }

/** What the visitor is told of each answer. Only the data they typed is theirs to read; all else is ours to mend. */
function told(answer: Answer): { kind: 'settled'; action: Action } | Refusal {
  switch (answer.kind) {
    case 'created':
    case 'updated':
      return { kind: 'settled', action: answer.kind }
    case 'refused':
      return Object.keys(answer.fields).length > 0
        ? refusal('invalid_fields', { fields: answer.fields, cause: 'refused by the vendor' })
        : refusal('refused', { cause: 'refused by the vendor' })
    case 'throttled':
    case 'quota_exceeded':
    case 'down':
      return refusal('unavailable', { cause: answer.kind, retryAfterSeconds: RETRY_SECONDS[answer.kind] })
    case 'unauthorized':
    case 'forbidden':
    case 'not_found':
    case 'conflict':
    case 'unsupported_media_type':
      return refusal('unavailable', { cause: answer.kind, retryAfterSeconds: RETRY_SECONDS.down })
  }
}

/** Tells Constant Contact at once, while the visitor waits; a rejected token is refreshed once. */
export function submitAtOnce({ client, tokens, log }: Parts) {
  return async (
    signUp: SignUp,
    requestId: string,
  ): Promise<{ kind: 'settled'; action: Action } | Refusal> => {
    const form = signUpForm(signUp)
    let token = await tokens.current()
    if (token.kind !== 'token') return refusal('unavailable', { cause: token.kind, retryAfterSeconds: 60 })
    let answer = await client.signUp(token.accessToken, form)
    if (answer.kind === 'unauthorized') {
      token = await tokens.refreshAfter(token.accessToken)
      if (token.kind !== 'token') return refusal('unavailable', { cause: token.kind, retryAfterSeconds: 60 })
      answer = await client.signUp(token.accessToken, form)
    }
    log.info({ requestId, upstream: answer.kind, upstreamRequestId: answer.requestId }, 'told')
    return told(answer)
  }
}
