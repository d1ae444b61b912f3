import type { SetUpParts } from '../console/set-up/set-up.ts'
import type { MakeCall } from '../constant-contact/api/pages.ts'
import { checkApplication } from '../constant-contact/oauth/check-application.ts'
import { createTokenCallSpacing } from '../constant-contact/oauth/token-call-spacing.ts'
import { departFromConsole } from '../routes/connect/connect.ts'
import type { Settings } from '../settings/settings.ts'
import { createSeal } from '../store/sealed.ts'
import { sleep } from '../time/timeout.ts'
import type { Relay } from './open.ts'
import type { Upstream } from './upstream.ts'

/** As long as it may take to apply what was saved. */
const APPLY_MS = 5000
const LOOK_MS = 50

type Parts = { settings: Settings; upstream: Upstream; relay: Relay; paced: MakeCall }

/** What set-up needs of the relay: its settings, and the way to the account. */
export function setUpParts({ settings, upstream, relay, paced }: Parts): SetUpParts {
  const { authorization, tokens, client, codes, database, stored, appliedSettings } = relay
  const { PUBLIC_URL: publicUrl, SMTP_URL, MAIL_FROM, CTCT_CLIENT_SECRET } = settings
  const waitForCall = createTokenCallSpacing({ database, sleep })
  const seal = createSeal(settings.SECRET_KEY, 'departure')
  return {
    settings: stored,
    authUrl: upstream.authUrl,
    hasMail: SMTP_URL !== undefined && MAIL_FROM !== undefined,
    mayHavePath: settings.CONSOLE === 'on',
    environmentSecret: settings.fromStore.includes('CTCT_CLIENT_SECRET') ? undefined : CTCT_CLIENT_SECRET,
    async connectedAt() {
      const status = await tokens.status()
      return status.kind === 'connected' ? status.connectedAt : undefined
    },
    async applied(version) {
      for (let ms = 0; appliedSettings.version < version && ms < APPLY_MS; ms += LOOK_MS) await sleep(LOOK_MS)
    },
    checkApplication: (application) =>
      checkApplication({ authUrl: upstream.authUrl, fetch, waitForCall }, application),
    depart: (back) => departFromConsole({ publicUrl, authorization, seal, now: Date.now }, back),
    issueCode: () => codes.issue('console'),
    async lists() {
      const state = await tokens.current()
      const answer = state.kind === 'token' ? await client.lists(state.accessToken, paced) : undefined
      return answer?.kind === 'read' ? answer.value : undefined
    },
  }
}
