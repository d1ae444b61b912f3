import { isFromFastClock } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import type { Grant, KeptGrant, RefreshTrouble, StoredTokens } from './grants.ts'

/**
 * `never_connected`: nobody has pressed Allow yet. `grant_lost`: the vendor rejects the grant. If that does not
 * pass, only a person who connects again helps. `undecryptable`: no key of `SECRET_KEY` opens the stored tokens.
 */
type Disconnected = { kind: 'disconnected'; reason: 'never_connected' | 'grant_lost' | 'undecryptable' }

/** `unavailable`: connected, but there is no fresh token at the moment. */
export type TokenState = { kind: 'token'; accessToken: string } | Disconnected | { kind: 'unavailable' }

/** For the owner; times in milliseconds since 1970. `cause`: why the last refresh did not help. */
export type TokenStatus =
  | (Disconnected & { cause?: string })
  | {
      kind: 'connected'
      connectedAt: number
      refreshedAt: number
      /** When the access token expires, and when the grant would if it were never used again. */
      expiresAt: number
      grantEndsAt: number
      trouble?: RefreshTrouble
      cause?: string
    }

const GRANT_LIFE_MS = 180 * DAY_MS
const IDLE_MS = 30 * DAY_MS
/** Early enough for a token endpoint that is down for a while: a tenth of the token's life, at most an hour. */
const EARLIEST_MS = HOUR_MS

/** The token of a grant as it is, without another refresh. */
export function stateOf(grant: Grant, time: number): TokenState {
  if (grant.kind !== 'active') return disconnected(grant)
  return grant.accessToken !== undefined && time < grant.expiresAt
    ? { kind: 'token', accessToken: grant.accessToken }
    : { kind: 'unavailable' }
}

export function isDue({ accessToken, expiresAt, refreshedAt }: StoredTokens, time: number): boolean {
  // A fast clock stored these tokens, so nobody knows when they expire.
  if (isFromFastClock(refreshedAt, time)) return true
  const early = Math.min(EARLIEST_MS, (expiresAt - refreshedAt) / 10)
  return accessToken === undefined || time >= expiresAt - early
}

/** True after a month without a refresh: a grant that is not used for 180 days ends. */
export function isIdle({ refreshedAt }: StoredTokens, time: number): boolean {
  return isFromFastClock(refreshedAt, time) || time - refreshedAt >= IDLE_MS
}

/** True while a grant that seems lost may still be good: the vendor ends those that are unused for so long. */
export function mayBeGood({ refreshedAt, connectedAt }: KeptGrant, time: number): boolean {
  return time < Math.max(refreshedAt, connectedAt) + GRANT_LIFE_MS
}

export function statusOf(grant: Grant, time: number): TokenStatus {
  const { trouble, cause } = grant
  const why = cause === undefined ? {} : { cause }
  if (grant.kind !== 'active') return { ...disconnected(grant), ...why }
  const { expiresAt } = grant
  const [connectedAt, refreshedAt] = [eventTime(grant.connectedAt, time), eventTime(grant.refreshedAt, time)]
  return {
    kind: 'connected',
    connectedAt,
    refreshedAt,
    expiresAt,
    grantEndsAt: Math.max(refreshedAt, connectedAt) + GRANT_LIFE_MS,
    ...(trouble !== undefined && { trouble, ...why }),
  }
}

/** An event that a fast clock has stored happened now, for all that anybody knows. */
function eventTime(stored: number, time: number): number {
  return isFromFastClock(stored, time) ? time : stored
}

const REASONS = { none: 'never_connected', lost: 'grant_lost', undecryptable: 'undecryptable' } as const

function disconnected({ kind }: Exclude<Grant, { kind: 'active' }>): Disconnected {
  return { kind: 'disconnected', reason: REASONS[kind] }
}
