import type { StoredConsent } from '../../outbox/consent.ts'
import { minuteOf } from '../format.ts'
import { pairs } from './terminal.ts'

/** What a person agreed to, one block per sign-up. */
export function consentsText(consents: readonly StoredConsent[]): string {
  if (consents.length === 0) return 'No consent is stored for this address.\n'
  return consents.map(consentText).join('\n')
}

function consentText({ signUp, recordedAt, confirmedAt, consent }: StoredConsent): string {
  return pairs([
    ['Sign-up', `${signUp}`],
    ['Given', minuteOf(recordedAt)],
    confirmedAt !== null && ['Confirmed', minuteOf(confirmedAt)],
    consent !== undefined && ['Language', consent.language],
    consent !== undefined && ['Page', consent.page ?? 'unknown'],
    consent !== undefined && ['Lists', consent.lists.join(' ')],
    ['Sentence', consent?.text ?? 'cannot be decrypted with this SECRET_KEY'],
    consent !== undefined && ['SHA-256', consent.sha256],
  ])
}

/** The same as JSON; times in ISO 8601. */
export function consentRecord(stored: StoredConsent): Record<string, unknown> {
  const { signUp, recordedAt, confirmedAt, consent = null } = stored
  return {
    sign_up: signUp,
    given_at: new Date(recordedAt).toISOString(),
    confirmed_at: confirmedAt === null ? null : new Date(confirmedAt).toISOString(),
    consent,
  }
}
