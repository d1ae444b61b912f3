import type { Logger } from 'pino'
import { createAdmission } from '../admission/admission.ts'
import { createApiKeys } from '../admission/api-keys.ts'
import { createOrigins } from '../admission/origins.ts'
import { createCaptcha } from '../admission/proof/captcha.ts'
import { createProofs } from '../admission/proof/proof.ts'
import { createRequireProof } from '../admission/proof/require-proof.ts'
import { createSharedProofs } from '../admission/proof/shared-proofs.ts'
import { createNetworks } from '../admission/rate/networks.ts'
import { createRates } from '../admission/rate/rates.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import { createCondition } from '../operator/condition.ts'
import { countSignUps } from '../operator/metrics/count-sign-ups.ts'
import { metricsRoutes } from '../operator/metrics/metrics.ts'
import { probeStore } from '../operator/probe.ts'
import { createApp } from '../routes/app.ts'
import { type Assets, alsoUnder, assetRoutes } from '../routes/assets/assets.ts'
import { demoRoutes, homeRoutes } from '../routes/assets/demo.ts'
import { pastAssetRoutes } from '../routes/assets/past-assets.ts'
import { PINNED_PREFIX, pinnedScript } from '../routes/assets/pinned-script.ts'
import { confirmRoutes } from '../routes/confirm/confirm.ts'
import { connectRoutes } from '../routes/connect/connect.ts'
import { formRoutes } from '../routes/form/form.ts'
import { formAnswers } from '../routes/form/form-answers.ts'
import { snippetRoutes } from '../routes/form/snippet.ts'
import { healthRoutes } from '../routes/health.ts'
import { outcomeMessage } from '../routes/outcome-message.ts'
import type { Routes } from '../routes/request-log.ts'
import { signUpRoutes } from '../routes/sign-ups.ts'
import { submitThroughOutbox } from '../routes/submit.ts'
import { captchaOf, revealsOutcome } from '../settings/rules.ts'
import type { Settings } from '../settings/settings.ts'
import { createSeal } from '../store/sealed.ts'
import type { Relay } from './open.ts'
import type { Upstream } from './upstream.ts'

const now = Date.now

type Parts = {
  settings: Settings
  upstream: Upstream
  relay: Relay
  /** The widget's files. */
  assets: Assets
  /** The demo page's, where a sandbox stands behind it. */
  demo: Assets | undefined
  log: Logger
}

/** Everything that the relay answers, as one `(Request) → Response`. */
export function relayApp({ settings, upstream, relay, assets, demo, log }: Parts): Routes {
  const { PUBLIC_URL: publicUrl, ALLOWED_LISTS: allowedLists } = settings
  const routes = [
    countSignUps(relay.measurements),
    ...signUps(settings, upstream, relay, assets, log),
    ...forTheOperator(settings, upstream, relay),
    assetRoutes(alsoUnder(assets, '/v1/', PINNED_PREFIX)),
    pastAssetRoutes({ releases: relay.releases, now }),
    demo && upstream.sandbox
      ? demoRoutes(demo, upstream.sandbox.url)
      : homeRoutes(publicUrl, allowedLists, pinnedScript(assets, publicUrl)),
  ]
  return createApp({ log, now, routes })
}

function signUps(
  settings: Settings,
  upstream: Upstream,
  relay: Relay,
  assets: Assets,
  log: Logger,
): Routes[] {
  const { PUBLIC_URL: publicUrl, SECRET_KEY: secretKeys, EXISTING_CONTACTS: policy } = settings
  const patterns = settings.ALLOWED_ORIGINS
  const origins = createOrigins({ patterns, publicUrl, loopback: upstream.sandbox !== undefined })
  const { outbox, confirmation, isDayShort } = relay
  const captcha = captchaOf(settings)
  const rules = { origins, lists: settings.ALLOWED_LISTS, captcha: captcha?.kind }
  const rates = createRates({ perNetwork: settings.RATE_PER_NETWORK, now })
  const requireProof = createRequireProof({
    ...{ rates, isDayShort, proofOfWork: settings.PROOF_OF_WORK },
    proofs: createProofs({ secretKeys, used: createSharedProofs(relay.database, now), now }),
    captcha: captcha && createCaptcha({ ...captcha, fetch, log }),
  })
  const admit = createAdmission({
    ...{ rules, rates, requireProof, log },
    apiKeys: createApiKeys(settings.API_KEYS),
    networks: createNetworks(settings.TRUSTED_PROXIES),
    confirmsByMail: confirmation.asks,
  })
  const submit = submitThroughOutbox({ outbox, reveals: revealsOutcome(settings), log })
  const message = outcomeMessage({
    confirmedOptIn: settings.CONFIRMED_OPT_IN,
    verifies: policy === 'verify',
  })
  return [
    signUpRoutes({
      ...{ admit, submit, message, answers: formAnswers(rules) },
      patienceMs: settings.RELAY_PATIENCE_MS,
    }),
    formRoutes(rules),
    snippetRoutes(rules, publicUrl, pinnedScript(assets, publicUrl)),
    confirmRoutes(confirmation),
  ]
}

type Reading<T> = (accessToken: string) => Promise<Read<T>>

/** Reads at the dispatcher's pace, so that the sign-ups that come next are not throttled; at once where another relay has it. */
function throughDispatcher(dispatcher: Relay['dispatcher']) {
  return <T>(reading: Reading<T>): Reading<T> =>
    async (accessToken) => {
      const value = await dispatcher.read(reading)
      return value === undefined ? reading(accessToken) : { kind: 'read', value }
    }
}

function forTheOperator(settings: Settings, upstream: Upstream, relay: Relay): Routes[] {
  const { PUBLIC_URL: publicUrl, SECRET_KEY: secretKeys, MAX_WAITING: maxWaiting } = settings
  const { METRICS_TOKEN: metricsToken } = settings
  const { database, authorization, tokens, client, codes, facts, measurements } = relay
  const inTurn = throughDispatcher(relay.dispatcher)
  const condition = createCondition({ facts, probe: () => probeStore(database, now()), maxWaiting, now })
  return [
    connectRoutes({
      ...{ publicUrl, authUrl: upstream.authUrl, authorization, tokens, now },
      ...(!upstream.sandbox && { codes }),
      client: {
        lists: inTurn(client.lists),
        customFields: inTurn(client.customFields),
        privileges: inTurn(client.privileges),
      },
      seal: createSeal(secretKeys, 'departure'),
    }),
    healthRoutes(condition),
    metricsRoutes({
      ...{ facts, now, counted: measurements.counted },
      ...(metricsToken !== undefined && { token: metricsToken }),
    }),
  ]
}
