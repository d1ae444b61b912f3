import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '../../store/database.ts'
import type { Seal } from '../../store/sealed.ts'
import type { Sleep } from '../../time/timeout.ts'
import type { Authorization, TokenPair } from './authorization.ts'
import { createGrants, type Grant } from './grants.ts'
import { createRefresh, storedTokens } from './refresh.ts'
import {
  isDue,
  isIdle,
  mayBeGood,
  stateOf,
  statusOf,
  type TokenState,
  type TokenStatus,
} from './token-state.ts'

type Parts = {
  database: Database
  seal: Seal
  authorization: Pick<Authorization, 'refresh'>
  now: () => number
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** `CTCT_REFRESH_TOKEN` */
  seedRefreshToken?: string | undefined
  sleep: Sleep
}

export type Tokens = ReturnType<typeof createTokens>

/** The connection to the account. Functions reject only where the database does. */
export function createTokens({ database, seal, authorization, now, log, seedRefreshToken, sleep }: Parts) {
  const grants = createGrants(database, seal, now)
  const refreshing = createRefresh({ grants, authorization, now, sleep, log })
  const seedMark = fingerprint(seedRefreshToken)

  /**
   * The stored grant. A seed begins one only where there is none, and never again once it has, or once a person has
   * connected beside it: a rotating token is used up by then. Another seed that is set after the grant was lost is taken.
   */
  async function load(): Promise<Grant> {
    await refreshing.commitUnsaved()
    const grant = await grants.read()
    if (grant.kind === 'active' || grant.kind === 'undecryptable') return grant
    if (seedRefreshToken === undefined || grant.seed === seedMark) return grant
    const unused = { refreshToken: seedRefreshToken, expiresAt: 0, refreshedAt: 0 }
    if (await grants.begin(grant.version, unused, seedMark)) log.info('refresh token taken as a seed')
    return grants.read()
  }

  async function fresh(grant: Grant): Promise<TokenState> {
    const time = now()
    const isWanted =
      (grant.kind === 'active' && isDue(grant, time)) || (grant.kind === 'lost' && mayBeGood(grant, time))
    return isWanted && refreshing.mayTry() ? refreshing.refresh(grant) : stateOf(grant, time)
  }

  return {
    /** The token to call with now, refreshed first if it expires soon. */
    current: async () => fresh(await load()),

    /** A newer token than the one that the vendor has just rejected with a 401; the same where it issues no other. */
    async refreshAfter(rejectedToken: string): Promise<TokenState> {
      const grant = await load()
      if (grant.kind !== 'active' || grant.accessToken !== rejectedToken) return fresh(grant)
      if (!refreshing.mayTry()) return { kind: 'unavailable' }
      return refreshing.refresh(grant)
    },

    /**
     * The vendor has answered 401 to a fresh token: its grant counts as lost, and the owner is alerted. It is tried again
     * later and later, since the vendor may only have had a bad moment.
     */
    async giveUp(rejectedToken: string): Promise<void> {
      const grant = await load()
      if (grant.kind !== 'active' || grant.accessToken !== rejectedToken) return
      refreshing.rejected()
      if (await grants.markLost(grant.version, now(), grant.cause))
        log.error('fresh token rejected: connect the relay again')
    },

    /** Refreshes a grant that has not been used for a month. Call it daily. */
    async keepAlive(): Promise<void> {
      const grant = await load()
      if (grant.kind === 'active' && isIdle(grant, now())) await refreshing.refresh(grant)
    },

    /** Stores the tokens of a grant that a person has just given. */
    async store(pair: TokenPair & { refreshToken: string }): Promise<void> {
      const stored = storedTokens(pair, pair.refreshToken, now())
      let { version } = await grants.read()
      while (!(await grants.begin(version, stored, seedMark))) version = (await grants.read()).version
      log.info('connected')
    },

    /** Deletes the grant. */
    async forget(): Promise<void> {
      await grants.forget(seedMark)
      log.info('disconnected')
    },

    status: async (): Promise<TokenStatus> => statusOf(await load(), now()),
  }
}

/** What is kept of `CTCT_REFRESH_TOKEN`, to know it again. */
export function fingerprint(seed: string | undefined): string {
  return seed === undefined ? '' : createHash('sha256').update(seed).digest('base64url')
}
