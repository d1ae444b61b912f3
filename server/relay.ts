import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type Authorization, createAuthorization } from './constant-contact/authorization.ts'
import { createClient } from './constant-contact/client.ts'
import { type ConnectCodes, createConnectCodes } from './constant-contact/connect-codes.ts'
import { claimStore } from './constant-contact/identity.ts'
import { createTokenTurn } from './constant-contact/token-turn.ts'
import { createTokens, type Tokens } from './constant-contact/tokens.ts'
import { PATHS } from './contract.ts'
import { createDispatcher } from './delivery/dispatcher.ts'
import { openKeyedHash } from './outbox/keyed-hash.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { Settings } from './settings.ts'
import { StartError } from './start-error.ts'
import { databaseTime } from './store/database-time.ts'
import { migrate } from './store/migrations.ts'
import { openDatabase } from './store/open.ts'
import { createSeal } from './store/sealed.ts'
import type { Upstream } from './upstream.ts'

/** The vendor's documented limits, for each application. */
const LIMITS = { perSecond: 4, perDay: 10_000 }
/** A call ends within 10 s, and the lease outlives every call that is started under it. */
const TIMES = { leaseMs: 15_000, callMs: 10_000 }

/** Opens the store and makes sure that it belongs to this account. */
async function openStore({ databaseUrl }: Settings, { apiUrl, clientId, sandbox }: Upstream) {
  const database = await openDatabase(databaseUrl)
  await migrate(database)
  // A sandbox may listen elsewhere tomorrow and is still the same; a real account's store is never one for it.
  const claim = await claimStore(database, { apiUrl: sandbox ? 'sandbox' : apiUrl, clientId })
  if (claim.kind === 'ok') return database
  await database.close()
  throw new StartError([
    `DATABASE_URL names the store of another account (application ${claim.clientId}, ${claim.apiUrl}): name another`,
  ])
}

/** The sandbox forgets its grants when it stops, so each start presses Allow anew. */
async function connectSandbox(
  upstream: Upstream,
  authorization: Authorization,
  tokens: Tokens,
): Promise<void> {
  if (upstream.sandbox === undefined) return
  const allowed = await authorization.refresh(upstream.sandbox.seedRefreshToken())
  if (allowed.kind !== 'tokens' || !allowed.pair.refreshToken) throw new Error('The sandbox gave no tokens')
  await tokens.store({ ...allowed.pair, refreshToken: allowed.pair.refreshToken })
}

/** The parts of a relay behind its routes, opened and joined; nothing is delivered before `dispatcher.start()`. */
export type Relay = Awaited<ReturnType<typeof openRelay>>

/**
 * Opens the store and joins what stands on it. Rejects with a `StartError` when the store belongs to another account
 * or was written with another key, and with a `StoreError` when it cannot be opened.
 */
export async function openRelay(settings: Settings, upstream: Upstream, log: Logger) {
  const database = await openStore(settings, upstream)
  const { secretKeys, publicUrl, maxWaiting } = settings
  const now = Date.now
  const pause = (ms: number) => wait(ms)
  const time = (store: typeof database) => databaseTime(store, now)

  const authorization = createAuthorization({
    ...upstream,
    redirectUri: publicUrl + PATHS.connectCallback,
    fetch,
    turn: createTokenTurn({ database, now, pause }),
  })
  const tokens = createTokens({
    ...{ database, authorization, now, log },
    seal: createSeal(secretKeys, 'grant'),
    ...(upstream.seedRefreshToken !== undefined && { seedRefreshToken: upstream.seedRefreshToken }),
  })
  await connectSandbox(upstream, authorization, tokens)
  const grant = await tokens.status()
  if (grant.kind === 'disconnected' && grant.reason === 'undecryptable') {
    throw new StartError([
      'SECRET_KEY does not open what the database holds: name the old key too, as new,old',
    ])
  }

  const client = createClient({ apiUrl: upstream.apiUrl, fetch, timeoutMs: TIMES.callMs })
  const seal = createSeal(secretKeys, 'sign-ups')
  const keyedHash = await openKeyedHash(database, seal)
  const outbox = createOutbox({
    ...{ database, seal, keyedHash, time, now, pause, maxWaiting },
    perSecond: LIMITS.perSecond,
  })
  const dispatcher = createDispatcher({
    ...{ database, databaseTime: time, seal, now, pause, client, tokens, log },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    limits: LIMITS,
    times: TIMES,
  })
  const codes: ConnectCodes = createConnectCodes(database, now)
  return { database, authorization, tokens, client, outbox, dispatcher, codes }
}
