import type { SignUp } from '../contract.ts'
import type { StoredConsent } from '../outbox/consent.ts'
import type { ListedSignUp, ShownSignUp } from '../outbox/listing.ts'
import { isToDeliver } from '../outbox/states.ts'

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

/** A consent as JSON; times in ISO 8601. */
export function consentRecord(stored: StoredConsent): Record<string, unknown> {
  const { signUp, recordedAt, confirmedAt, consent = null } = stored
  return {
    sign_up: signUp,
    given_at: new Date(recordedAt).toISOString(),
    confirmed_at: confirmedAt === null ? null : new Date(confirmedAt).toISOString(),
    consent,
  }
}

/** Every property under its dotted name. */
export function propertyRows({ custom_fields: fields = [], ...rest }: SignUp): (readonly [string, string])[] {
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
