import { messagesIn } from '../../widget/document.tsx'
import type { OutcomeMessage } from './sign-ups.ts'

/**
 * What the relay says to an outcome. Where the account mails a confirmation to new contacts, they are told to look
 * for it: until they press its button, nothing is sent to them.
 */
export function outcomeMessage({ confirmedOptIn }: { confirmedOptIn: boolean }): OutcomeMessage {
  return (action, language) => {
    const { sentences } = messagesIn(language)
    return action === 'created' && confirmedOptIn ? sentences.created_unconfirmed : sentences[action]
  }
}
