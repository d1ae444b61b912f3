import type { FieldFaults } from '../../contract.ts'
import { errorKey, maybeAbuseLock, NOT_FOUND, namedFields, QUOTA_EXCEEDED } from './errors.ts'
import type { Body, Down, Exchange } from './exchange.ts'
import type { SignUpForm } from './sign-up-form.ts'

/** For the log: the vendor's id of the exchange, and its error key. Neither holds personal data. */
export type Trace = { requestId?: string; errorKey?: string }

/**
 * Why the vendor did not do it. `refused`: the data is at fault; `fields` are those the vendor named; `maybeAbuseLock` says
 * that the same data may be accepted in two days. `unauthorized`: the access token is no longer valid. `forbidden`: the connected
 * user lacks a privilege. `conflict`: another call for the same contact was in progress. `throttled`: over 4 calls a
 * second. `quota_exceeded`: over 10,000 calls a day, until 00:00 UTC.
 */
export type Failure = Trace &
  (
    | { kind: 'refused'; fields: FieldFaults; maybeAbuseLock: boolean }
    | { kind: 'unauthorized' | 'throttled' | 'quota_exceeded' }
    | { kind: (typeof BY_STATUS)[keyof typeof BY_STATUS] }
    | Down
  )

/** The vendor's answer to a sign-up. */
export type Answer = (Trace & { kind: 'created' | 'updated' }) | Failure

/**
 * Reads the answer to a call that changes something. The status alone says that it was done, even if the body is damaged: to
 * send it again would only count toward the vendor's abuse lock. But a page in place of the answer comes from a gateway, and
 * then nobody knows what became of the call.
 */
export function answerOf(exchange: Exchange, form?: SignUpForm): Answer {
  if (exchange.kind === 'answered' && isSuccess(exchange.status)) {
    if (isPage(exchange.body)) {
      return { kind: 'down', cause: 'unreadable', sent: true, ...traceOf(exchange) }
    }
    return { kind: exchange.status === 201 ? 'created' : 'updated', ...traceOf(exchange) }
  }
  return failureOf(exchange, form)
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
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
  if (status === 401) return { kind: 'unauthorized', ...trace }
  if (status === 429)
    return { kind: trace.errorKey === QUOTA_EXCEEDED ? 'quota_exceeded' : 'throttled', ...trace }
  if (status !== 400 && !isByStatus(status)) {
    // Redirects are not followed; every other status here is a 5xx, or one that the vendor never documented.
    return { kind: 'down', cause: status < 400 ? 'unreadable' : 'status', sent: true, status, ...trace }
  }
  // These say something about the sign-up or the account only if they come from the vendor itself and not from a gateway.
  if (isPage(body)) return { kind: 'down', cause: 'unreadable', sent: true, status, ...trace }
  if (status !== 400) return { kind: BY_STATUS[status], ...trace }
  if (trace.errorKey === NOT_FOUND) return { kind: 'not_found', ...trace }
  const errors = body.kind === 'json' ? body.value : undefined
  return {
    kind: 'refused',
    fields: form === undefined ? {} : namedFields(errors, form),
    maybeAbuseLock: maybeAbuseLock(errors),
    ...trace,
  }
}

function isByStatus(status: number): status is keyof typeof BY_STATUS {
  return status in BY_STATUS
}

export function traceOf(exchange: Exchange): Trace {
  const key =
    exchange.kind === 'answered' && exchange.body.kind === 'json' ? errorKey(exchange.body.value) : undefined
  return {
    ...(exchange.requestId !== undefined && { requestId: exchange.requestId }),
    ...(key !== undefined && { errorKey: key }),
  }
}
