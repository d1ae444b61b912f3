import type { SignUp } from '../../contract.ts'
import type { StoredConsent } from '../../outbox/consent.ts'
import type { Content, ListedSignUp, ShownSignUp } from '../../outbox/listing.ts'
import { isToDeliver } from '../../outbox/states.ts'
import { minuteOf, untilOf } from '../format.ts'
import { reasonInWords } from './reasons.ts'
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

/** Every property under its dotted name. */
function propertyRows({ custom_fields: fields = [], ...rest }: SignUp): (readonly [string, string])[] {
  return [
    ...Object.entries(rest).flatMap(([name, value]) => flat(name, value)),
    ...fields.map(({ custom_field_id, value }) => [`custom_fields.${custom_field_id}`, value] as const),
  ]
}

function flat(name: string, value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) return [[name, value.join(' ')]]
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([part, inner]) => flat(`${name}.${part}`, inner))
}

/** A sign-up as JSON; times in ISO 8601. */
export function signUpRecord(signUp: ListedSignUp): Record<string, unknown> {
  const iso = (time: number) => new Date(time).toISOString()
  return {
    id: signUp.id,
    state: signUp.state,
    reason: signUp.reason,
    fault: signUp.fault,
    recorded_at: iso(signUp.recordedAt),
    since: iso(signUp.since),
    due_at: isToDeliver(signUp.state) ? iso(signUp.dueAt) : null,
    attempts: signUp.attempts,
    request_id: signUp.requestId,
    upstream_request_id: signUp.upstreamRequestId,
  }
}

/** The same with its content. `kept` says why when `sign_up` is null. */
export function shownRecord({ content, ...signUp }: ShownSignUp): Record<string, unknown> {
  return {
    ...signUpRecord(signUp),
    kept: content.kind,
    sign_up: content.kind === 'kept' ? content.signUp : null,
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
