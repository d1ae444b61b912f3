import { messagesIn } from '../../widget/view/prerender.tsx'
import type { Settings } from '../settings/settings.ts'
import type { OutcomeMessage } from './sign-ups.ts'

/**
 * What the relay says to an outcome. Where the account mails a confirmation to new contacts, they are told to look
 * for it: until they press its button, nothing is sent to them. Where existing contacts must confirm, everybody is told
 * so in one sentence.
 */
export function outcomeMessage({
  confirmedOptIn,
  existingContacts,
}: Pick<Settings, 'confirmedOptIn' | 'existingContacts'>): OutcomeMessage {
  return (action, { language, hold }) => {
    const { sentences } = messagesIn(language)
    if (action === 'created' && confirmedOptIn) return sentences.created_unconfirmed
    const mayHaveToConfirm = hold || existingContacts === 'verify'
    return action === 'accepted' && mayHaveToConfirm ? sentences.accepted_verify : sentences[action]
  }
}
