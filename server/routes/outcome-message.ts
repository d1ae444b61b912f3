import { messagesIn } from '../../widget/messages/all-languages.ts'
import type { Action } from '../contract.ts'
import type { Policy } from '../delivery/policy.ts'
import type { SignUpRequest } from '../sign-up/request.ts'

/** The sentence that a visitor reads about an outcome. */
export type OutcomeMessage = (action: Action, request: Pick<SignUpRequest, 'language' | 'hold'>) => string

type Options = {
  /** `CONFIRMED_OPT_IN`: Constant Contact mails a confirmation to new contacts, and sends them nothing until they confirm. */
  confirmedOptIn: boolean
  /** `EXISTING_CONTACTS` */
  policy: Policy
}

export function outcomeMessage({ confirmedOptIn, policy }: Options): OutcomeMessage {
  // The sentence is true for everybody, so that it reveals neither a change nor whether they must confirm.
  const mayAsk = confirmedOptIn || policy !== 'update'
  return (action, { language, hold }) => {
    const { sentences, page } = messagesIn(language)
    if (action === 'created' && confirmedOptIn) return page.created_unconfirmed
    // The lists were added, but not what the visitor said of themselves.
    if (action === 'updated' && policy === 'append') return sentences.created
    return action === 'accepted' && (hold || mayAsk) ? page.accepted_verify : sentences[action]
  }
}
