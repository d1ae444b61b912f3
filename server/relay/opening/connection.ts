import type { Logger } from 'pino'
import { createAuthorization } from '../../constant-contact/oauth/authorization.ts'
import { giveStore } from '../../constant-contact/oauth/identity.ts'
import { createTokenCallSpacing } from '../../constant-contact/oauth/token-call-spacing.ts'
import { createTokens, type Tokens } from '../../constant-contact/oauth/tokens.ts'
import { PATHS } from '../../contract.ts'
import type { Settings } from '../../settings/settings.ts'
import { expectStoredApplication } from '../../settings/stored/move-connection.ts'
import type { Database } from '../../store/database.ts'
import { createDeployment } from '../../store/deployment.ts'
import { createSeal } from '../../store/sealed.ts'
import { sleep } from '../../time/timeout.ts'
import type { Upstream } from '../upstream.ts'

const now = Date.now

/** Opens the connection to the account: its OAuth tokens, and the deployment that owns them. */
export function openConnection(database: Database, settings: Settings, upstream: Upstream, log: Logger) {
  const { PUBLIC_URL: publicUrl, SECRET_KEY: secretKeys } = settings
  const authorization = createAuthorization({
    ...upstream,
    redirectUri: publicUrl + PATHS.connectCallback,
    fetch,
    waitForCall: createTokenCallSpacing({ database, sleep }),
  })
  const deployment = createDeployment(database, publicUrl)
  const tokensOn = (store: Database) =>
    createTokens({
      ...{ database: store, authorization, now, sleep, log },
      seal: createSeal(secretKeys, 'grant'),
      seedRefreshToken: upstream.seedRefreshToken,
    })
  const stored = tokensOn(database)
  const tokens: Tokens = {
    ...stored,
    async store(pair) {
      // Together, since tokens stored for another application would lock this one out of its own database.
      await database.transaction(async (transaction) => {
        if (settings.fromStore.includes('CTCT_CLIENT_ID'))
          await expectStoredApplication(transaction, upstream.identity)
        await giveStore(transaction, upstream.identity)
        await tokensOn(transaction).store(pair)
      })
      await deployment.claim()
    },
    async forget() {
      await stored.forget()
      await deployment.release()
    },
    // The relay does this at start. A command does not: its PUBLIC_URL may be any.
    async keepAlive() {
      await stored.keepAlive()
      if ((await stored.status()).kind === 'connected') await deployment.claimUnclaimed()
    },
  }

  return { authorization, tokens, deployment }
}

/** Connects the relay to its sandbox, which forgets its grants when it stops: call it once at each start. */
export async function connectToSandbox(
  { authorization, tokens }: Pick<ReturnType<typeof openConnection>, 'authorization' | 'tokens'>,
  { sandbox }: Upstream,
): Promise<void> {
  if (sandbox === undefined) return
  const allowed = await authorization.refresh(sandbox.seedRefreshToken())
  if (allowed.kind !== 'tokens' || !allowed.pair.refreshToken) throw new Error('The sandbox issued no tokens')
  await tokens.store({ ...allowed.pair, refreshToken: allowed.pair.refreshToken })
}
