import type { StoredConsent } from '../../outbox/consent.ts'
import type { Content, ListedSignUp, ShownSignUp } from '../../outbox/listing.ts'
import { isToDeliver } from '../../outbox/states.ts'
import { minuteOf, untilOf } from '../format.ts'
import { reasonInWords } from '../reasons.ts'
import { propertyRows } from '../records.ts'
import { pairs, table } from './terminal.ts'

/** Sign-ups as a table, without their content; `more`: whether others were left out. */
export function listText(listed: readonly ListedSignUp[], more: boolean, now: number): string {
  if (listed.length === 0) return 'No sign-ups in this state.\n'
  const rows = listed.map(({ id, state, recordedAt, dueAt, reason }) => [
    `${id}`,
    state,
    minuteOf(recordedAt),
    isToDeliver(state) ? untilOf(dueAt, now) : '',
    reason === null ? '' : reasonInWords(reason)[0],
  ])
  const text = table(['ID', 'STATE', 'RECORDED', 'NEXT TRY', 'WHY'], rows)
  return more ? `${text}\nThere are more. Use --limit to see them.\n` : text
}

/** One sign-up with its content. */
export function showText(shown: ShownSignUp, now: number): string {
  const { id, state, reason, fault, recordedAt, since, upstreamRequestId } = shown
  const about = pairs([
    ['Sign-up', `${id}`],
    ['State', since > recordedAt ? `${state} since ${minuteOf(since)}` : state],
    reason !== null && ['Why', reasonInWords(reason)[1]],
    fault !== null && ['Refused', fault],
    ['Recorded', minuteOf(recordedAt)],
    isToDeliver(state) && ['Next try', untilOf(shown.dueAt, now)],
    ['Failed tries', `${shown.attempts}`],
    ['Request', shown.requestId],
    upstreamRequestId !== null && ['Last call', upstreamRequestId],
  ])
  return `${about}\n${contentText(shown.content)}`
}

function contentText(content: Content): string {
  switch (content.kind) {
    case 'erased':
      return 'Its content has been erased.\n'
    case 'unreadable':
      return 'Its content cannot be decrypted with this SECRET_KEY.\n'
    case 'kept':
      return pairs(propertyRows(content.signUp))
  }
}

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
    consent?.network !== undefined && ['Network', consent.network],
    ['Sentence', consent?.text ?? 'cannot be decrypted with this SECRET_KEY'],
    consent !== undefined && ['SHA-256', consent.sha256],
  ])
}
