import type { FieldFaults } from '../../contract.ts'
import {
  CONFLICT,
  errorKey,
  isSimultaneous,
  maybeAbuseLock,
  NOT_FOUND,
  QUOTA_EXCEEDED,
  refusedProperties,
} from './errors.ts'
import type { Body, Down, Exchange } from './exchange.ts'
import type { SignUpForm } from './sign-up-form.ts'

/** For the log: the vendor's id of the exchange, and its error key. Neither holds personal data. */
export type Trace = { requestId?: string; errorKey?: string }

/**
 * Why the vendor did not do it. `refused`: what the visitor filled in is at fault; `fields` are those the vendor named;
 * `maybeAbuseLock` says that the same data may be accepted in two days. `form_refused` and `not_found`: the owner must fix
 * it, since it is nothing that the visitor can see; `property` is what the vendor named. `unauthorized`: the access token is
 * no longer valid. `forbidden`: the connected user lacks a privilege. `conflict`: another call for the same contact was in
 * progress. `throttled`: over 4 calls a second. `quota_exceeded`: over 10,000 calls a day, until 00:00 UTC.
 */
export type Failure = Trace &
  (
    | { kind: 'refused'; fields: FieldFaults; maybeAbuseLock: boolean }
    | { kind: 'form_refused' | 'not_found'; property?: string }
    | { kind: 'unauthorized' | 'throttled' | 'quota_exceeded' }
    | { kind: Exclude<(typeof BY_STATUS)[keyof typeof BY_STATUS], 'not_found'> }
    | Down
  )

/** The vendor's answer to a sign-up. */
export type Answer = (Trace & { kind: 'created' | 'updated' }) | Failure

/**
 * Reads the answer to a call that changes something. Where it is the vendor's, its status says that it was done, even if the
 * body is damaged: to send it again would only count toward the vendor's abuse lock. All else comes from a gateway, and then
 * nobody knows what became of the call. The answer to a sign-up has a body; the documentation shows none for other calls.
 */
export function answerOf(exchange: Exchange, form?: SignUpForm): Answer {
  if (exchange.kind !== 'answered' || !isSuccess(exchange.status)) return failureOf(exchange, form)
  const trace = traceOf(exchange)
  if (!isVendors(exchange.body) && (form !== undefined || !isEmpty(exchange.body)))
    return { kind: 'down', cause: 'unreadable', sent: true, ...trace }
  return { kind: exchange.status === 201 ? 'created' : 'updated', ...trace }
}

/**
 * Reads the answer to a request to mail a contact. The vendor does so once for each departure, and a conflict says that it
 * has; unless it is between simultaneous calls, as for a sign-up.
 */
export function mailAnswerOf(exchange: Exchange): Answer {
  const answer = answerOf(exchange)
  const isDone =
    answer.kind === 'conflict' &&
    answer.errorKey === CONFLICT &&
    !(exchange.kind === 'answered' && exchange.body.kind === 'json' && isSimultaneous(exchange.body.value))
  return isDone ? { ...answer, kind: 'updated' } : answer
}

/** No other status of a success is documented. */
export function isSuccess(status: number): boolean {
  return status === 200 || status === 201
}

/** True for the body of the vendor's success, whole, cut, or damaged. */
function isVendors(body: Body): boolean {
  if (body.kind === 'unread')
    return (
      !body.isPage && (body.cause !== 'unreadable' || /^[[{\s]*"(contact_id|action)"/.test(body.text ?? ''))
    )
  const [first] = [body.value].flat()
  return typeof first === 'object' && first !== null && ('contact_id' in first || 'action' in first)
}

function isEmpty(body: Body): boolean {
  return body.kind === 'unread' ? body.text === '' : JSON.stringify(body.value) === '{}'
}

function isPage(body: Body): boolean {
  return body.kind === 'unread' && body.isPage
}

const BY_STATUS = {
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  415: 'unsupported_media_type',
} as const

/** Reads any answer that is not a success; `form` is what was sent, to find the fields by. */
export function failureOf(exchange: Exchange, form?: SignUpForm): Failure {
  if (exchange.kind === 'down') return exchange
  const trace = traceOf(exchange)
  const { status, body } = exchange
  const unreadable = { kind: 'down', cause: 'unreadable', sent: true, status, ...trace } as const
  // Redirects are not followed; every other status here is a 5xx, or one that the vendor never documented.
  if (!isDocumented(status)) return status < 400 ? unreadable : { ...unreadable, cause: 'status' }
  // A page comes from a gateway, whatever its status says.
  if (isPage(body)) return unreadable
  if (status === 401) return { kind: 'unauthorized', ...trace }
  if (status === 429)
    return { kind: trace.errorKey === QUOTA_EXCEEDED ? 'quota_exceeded' : 'throttled', ...trace }
  // These say something about the sign-up or the account, which only the vendor itself can say and no gateway.
  if (body.kind !== 'json' || trace.errorKey === undefined) return unreadable
  if (status !== 400 && status !== 404) return { kind: BY_STATUS[status], ...trace }
  const { fields, property } = refusedProperties(body.value, form)
  const named = property === undefined ? trace : { property, ...trace }
  if (status === 404 || trace.errorKey === NOT_FOUND) return { kind: 'not_found', ...named }
  if (Object.keys(fields).length === 0) return { kind: 'form_refused', ...named }
  return { kind: 'refused', fields, maybeAbuseLock: maybeAbuseLock(body.value, form), ...trace }
}

function isDocumented(status: number): status is 400 | 401 | 429 | keyof typeof BY_STATUS {
  return status === 400 || status === 401 || status === 429 || status in BY_STATUS
}

export function traceOf(exchange: Exchange): Trace {
  const key =
    exchange.kind === 'answered' && exchange.body.kind === 'json' ? errorKey(exchange.body.value) : undefined
  return {
    ...(exchange.requestId !== undefined && { requestId: exchange.requestId }),
    ...(key !== undefined && { errorKey: key }),
  }
}
