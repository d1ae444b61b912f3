import { consentRecord, shownRecord } from '../../operator/records.ts'
import type { Person } from '../../outbox/person.ts'

/** Everything that is stored about a person, as JSON; times in ISO 8601. */
export function personRecord(email: string, person: Person, now: number): Record<string, unknown> {
  const iso = (time: number) => (time === 0 ? null : new Date(time).toISOString())
  const { signUps, consents, tries, mails } = person
  return {
    email_address: email,
    exported_at: iso(now),
    sign_ups: signUps.map(shownRecord),
    consents: consents.map(consentRecord),
    calls_of_the_last_day: tries.map(iso),
    mails: {
      mailed_at: iso(mails.mailedAt),
      quiet_until: iso(mails.quietUntil),
      resubscribe_at: iso(mails.resubscribedAt),
    },
  }
}
