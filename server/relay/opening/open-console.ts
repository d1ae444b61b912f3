import type { Logger } from 'pino'
import type { AdmissionRules } from '../../admission/rules.ts'
import { type Console, createConsole } from '../../console/console.ts'
import { listNamesOf } from '../../console/list-names.ts'
import type { OwnerParts } from '../../console/owner-parts.ts'
import { accountReader, createKeptAccount } from '../../constant-contact/account.ts'
import { checkApplication } from '../../constant-contact/oauth/check-application.ts'
import { createTokenCallSpacing } from '../../constant-contact/oauth/token-call-spacing.ts'
import { departFromConsole } from '../../routes/connect/connect.ts'
import { whyNoConsole } from '../../settings/rules.ts'
import type { Settings } from '../../settings/settings.ts'
import { createSeal } from '../../store/sealed.ts'
import { sleep } from '../../time/timeout.ts'
import { sampleDataUntil } from '../sample-data/fill-sandbox.ts'
import type { Upstream } from '../upstream.ts'
import type { Relay } from './open.ts'
import { pacedCalls } from './paced-calls.ts'
import { createTrySignUp } from './try-sign-up.ts'

/** As long as it may take to apply what was saved. */
const APPLY_MS = 5000
const LOOK_MS = 50

type Parts = {
  settings: Settings
  upstream: Upstream
  relay: Relay
  admissionRules: AdmissionRules
  log: Logger
}

/** The owner's console; undefined where there is none. */
export function openConsole({ settings, upstream, relay, admissionRules, log }: Parts): Console | undefined {
  if (whyNoConsole(settings) !== undefined) return undefined
  const owner = ownerParts({ settings, upstream, relay, admissionRules })
  return createConsole({
    ...{ ...relay, settings, now: Date.now, log, site: relay.brand.site, limits: relay.consoleLimits },
    ...{ maxWaiting: settings.MAX_WAITING, listNames: async () => listNamesOf(await owner.knownLists()) },
    sampleDataUntil: () => sampleDataUntil(relay.database),
    owner,
  })
}

/** What pages of the console need to change settings, and of the account. */
function ownerParts({ settings, upstream, relay, admissionRules: rules }: Omit<Parts, 'log'>): OwnerParts {
  const { authorization, tokens, codes, database, stored, appliedSettings, mailer } = relay
  const { PUBLIC_URL: publicUrl, CTCT_CLIENT_SECRET } = settings
  const waitForCall = createTokenCallSpacing({ database, sleep })
  const seal = createSeal(settings.SECRET_KEY, 'departure')
  const account = createKeptAccount({
    database,
    tokens,
    now: Date.now,
    client: accountReader(relay.client, pacedCalls(relay.dispatcher)),
  })
  return {
    settings: stored,
    authUrl: upstream.authUrl,
    hasMail: mailer !== undefined,
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
    account,
    trySignUp: createTrySignUp({ settings, relay, rules }),
    connection: tokens.status,
    disconnect: tokens.forget,
    apiHost: new URL(upstream.apiUrl).host,
    lists: async () => (await account.refresh())?.lists,
    knownLists: async () => (await account.known())?.lists,
  }
}
