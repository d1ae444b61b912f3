import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { DAY_MS, MINUTE_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import type { Authorization, TokenPair } from './authorization.ts'
import type { Grants, HeldGrant, HeldPair } from './grants.ts'
import { type RefreshTrouble, stateOf, type TokenState } from './token-state.ts'

export type Refresh = {
  /** Brings a newer pair than that of `grant`, by a call of our own or by waiting for another relay's. */
  refresh(grant: HeldGrant): Promise<TokenState>
  /** Commits a pair that the database would not take when it came. */
  commitUnsaved(): Promise<void>
  /** False for a while after a refresh that failed, the longer the more have failed in a row. */
  mayTry(): boolean
  trouble(): RefreshTrouble | undefined
}

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
/** While another relay refreshes: in all a little longer than its lease can last. */
const PAUSE_MS = 250
const TRIES = 90

/**
 * A rotating refresh token can be used once, and the answer is the only copy of the next one. So there is one refresh at
 * a time, in this process by a shared promise and across relays by a lease in the database; a new pair is committed before
 * anybody uses it; and no failure ever overwrites a stored token.
 *
 * What cannot be closed from this side: a relay that dies after the vendor has answered and before the commit takes the
 * next refresh token with it. The refresh after that tells whether the vendor still takes the old one.
 */
export function createRefresh({ grants, authorization, now, sleep, log }: Parts): Refresh {
  let underWay: Promise<TokenState> | undefined
  let unsaved: { version: number; pair: HeldPair } | undefined
  let trouble: RefreshTrouble | undefined
  let failures = 0
  let notBefore = 0

  /** Waits for the lease, or for the pair that its holder brings. */
  async function inTurn(grant: HeldGrant): Promise<TokenState> {
    const owner = randomUUID()
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await grants.lease(grant.version, owner)) return leased(grant, owner)
      await sleep(PAUSE_MS)
      const latest = await grants.read()
      if (latest.kind !== 'held' || latest.version !== grant.version) return stateOf(latest, now())
    }
    return { kind: 'unavailable' }
  }

  async function leased(grant: HeldGrant, owner: string): Promise<TokenState> {
    const answer = await authorization.refresh(grant.refreshToken)
    switch (answer.kind) {
      case 'tokens':
        unsaved = { version: grant.version, pair: heldPair(answer.pair, grant.refreshToken, now()) }
        await commitUnsaved()
        failures = 0
        trouble = undefined
        log.info('token refreshed')
        break
      case 'invalid_grant':
        if (await grants.markLost(grant.version, now())) log.error('grant lost: connect the relay again')
        break
      case 'unavailable':
      case 'misconfigured':
        trouble = answer.kind
        notBefore = now() + Math.min(LONGEST_BACKOFF_MS, 1000 * 2 ** failures)
        failures += 1
        log.warn({ ...answer, failures }, 'token not refreshed')
        await grants.release(owner)
    }
    return stateOf(await grants.read(), now())
  }

  /** When it is not taken, another pair has been stored meanwhile, and counts. */
  async function commitUnsaved(): Promise<void> {
    if (unsaved === undefined) return
    await grants.replace(unsaved.version, unsaved.pair)
    unsaved = undefined
  }

  return {
    refresh(grant) {
      underWay ??= inTurn(grant).finally(() => {
        underWay = undefined
      })
      return underWay
    },
    commitUnsaved,
    mayTry: () => now() >= notBefore,
    trouble: () => trouble,
  }
}

/** A refresh token that was not answered, as with long-lived ones, stays the one in use. */
export function heldPair(pair: TokenPair, oldRefreshToken: string, time: number): HeldPair {
  return {
    accessToken: pair.accessToken,
    refreshToken: pair.refreshToken ?? oldRefreshToken,
    expiresAt: time + (pair.lifeMs ?? USUAL_LIFE_MS),
    refreshedAt: time,
  }
}
