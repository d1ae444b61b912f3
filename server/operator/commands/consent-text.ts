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
    ...(confirmedAt === null ? [] : [['Confirmed', minuteOf(confirmedAt)] as const]),
    ...(consent === undefined
      ? [['Sentence', 'cannot be decrypted with this SECRET_KEY'] as const]
      : ([
          ['Language', consent.language],
          ['Page', consent.page ?? 'unknown'],
          ['Lists', consent.lists.join(' ')],
          ['Sentence', consent.text],
          ['SHA-256', consent.sha256],
        ] as const)),
  ])
}

/** The same as JSON; times in ISO 8601. */
export function consentRecord({
  signUp,
  recordedAt,
  confirmedAt,
  consent,
}: StoredConsent): Record<string, unknown> {
  return {
    sign_up: signUp,
    given_at: new Date(recordedAt).toISOString(),
    confirmed_at: confirmedAt === null ? null : new Date(confirmedAt).toISOString(),
    consent: consent ?? null,
  }
}
