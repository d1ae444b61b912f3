import type { Logger } from 'pino'
import { backoffMs } from '../../time/backoff.ts'
import { isFromFastClock } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import type { Authorization, TokenPair } from './authorization.ts'
import type { Grants, KeptGrant, StoredTokens } from './grants.ts'
import { stateOf, type TokenState } from './token-state.ts'

type Parts = {
  grants: Grants
  authorization: Pick<Authorization, 'refresh'>
  now: () => number
  sleep: Sleep
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** The vendor's documented life of an access token, for an answer that does not say. */
const USUAL_LIFE_MS = DAY_MS
const LONGEST_BACKOFF_MS = MINUTE_MS
/** A grant that seems lost may be good after all, so it is tried again, but ever more rarely. */
const LONGEST_LOST_MS = HOUR_MS
/** While another relay refreshes: in all a little longer than its lease can last. */
const TRY_EVERY_MS = 250
const TRIES = 90

/**
 * A rotating refresh token can be used only once, and the answer is the only copy of the next one. So there is one refresh at
 * a time, in this process by a shared promise and across relays by a lease in the database; new tokens are committed before
 * anybody uses them; and no failure ever overwrites a stored token.
 *
 * One gap cannot be closed on this side: a relay that dies after the vendor has answered and before the commit loses the next
 * refresh token. The refresh after that shows whether the vendor still accepts the old one.
 */
export function createRefresh({ grants, authorization, now, sleep, log }: Parts) {
  let inProgress: Promise<TokenState> | undefined
  let unsaved: Parameters<Grants['replace']> | undefined
  let failures = 0
  let notBefore = 0
  let waitMs = 0

  /** Waits for the lease, or for the tokens that its owner stores. */
  async function refreshOrWait(grant: KeptGrant): Promise<TokenState> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await grants.lease(grant.version, grant.kind)) return refreshUnderLease(grant)
      await sleep(TRY_EVERY_MS)
      const latest = await grants.read()
      if (latest.kind !== grant.kind || latest.version !== grant.version) return stateOf(latest, now())
    }
    return { kind: 'unavailable' }
  }

  async function refreshUnderLease(grant: KeptGrant): Promise<TokenState> {
    const answer = await authorization.refresh(grant.refreshToken)
    const isSame = answer.kind === 'tokens' && answer.pair.accessToken === grant.accessToken
    switch (answer.kind) {
      case 'tokens':
        unsaved = [grant.version, storedTokens(answer.pair, grant.refreshToken, now()), isSame]
        await commitUnsaved()
        // A token of a grant that was lost proves nothing before the vendor has accepted it.
        if (grant.kind === 'active') failures = 0
        if (isSame) log.warn('the same access token was issued again')
        log.info(grant.kind === 'lost' ? 'token refreshed: the grant was not lost' : 'token refreshed')
        break
      case 'invalid_grant':
        backOff(LONGEST_LOST_MS)
        if (await grants.markLost(grant.version, now())) log.error('grant lost: connect the relay again')
        else await grants.release()
        break
      case 'unavailable':
      case 'misconfigured': {
        const cause = answer.kind === 'unavailable' ? answer.cause : answer.error
        backOff(grant.kind === 'lost' ? LONGEST_LOST_MS : LONGEST_BACKOFF_MS)
        log.warn({ ...answer, failures }, 'token not refreshed')
        await grants.release({ trouble: answer.kind, ...(cause !== undefined && { cause }) })
      }
    }
    return stateOf(await grants.read(), now())
  }

  function backOff(mostMs: number): void {
    waitMs = backoffMs(failures, mostMs, () => 0)
    notBefore = now() + waitMs
    failures += 1
  }

  /**
   * Commits tokens that the database did not take when they came. Where the version has changed meanwhile, other tokens were
   * stored, and those count.
   */
  async function commitUnsaved(): Promise<void> {
    if (unsaved === undefined) return
    await grants.replace(...unsaved)
    unsaved = undefined
  }

  return {
    /** Gets newer tokens than those of `grant`, by a call of our own or by waiting for another relay's. */
    refresh(grant: KeptGrant): Promise<TokenState> {
      inProgress ??= refreshOrWait(grant).finally(() => {
        inProgress = undefined
      })
      return inProgress
    },
    commitUnsaved,
    /** False for a while after a refresh that failed, the longer the more have failed in a row. */
    mayTry: () => now() >= notBefore || isFromFastClock(notBefore, now(), waitMs),
    /** The vendor has rejected even a fresh token: the next one is asked for later each time. */
    rejected: () => backOff(LONGEST_LOST_MS),
  }
}

/** Without a new refresh token in the answer, as with long-lived ones, the old one stays in use. */
export function storedTokens(pair: TokenPair, oldRefreshToken: string, time: number): StoredTokens {
  return {
    accessToken: pair.accessToken,
    refreshToken: pair.refreshToken ?? oldRefreshToken,
    expiresAt: time + (pair.lifeMs ?? USUAL_LIFE_MS),
    refreshedAt: time,
  }
}
