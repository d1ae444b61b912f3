import type { Logger } from 'pino'
import { createAdmission } from '../admission/admission.ts'
import { createApiKeys } from '../admission/api-keys.ts'
import { createCaptcha } from '../admission/proof/captcha.ts'
import { createProofs } from '../admission/proof/proof.ts'
import { createRequireProof } from '../admission/proof/require-proof.ts'
import { createUsedProofs } from '../admission/proof/used-proofs.ts'
import { withNetwork } from '../admission/rate/consent-network.ts'
import { createNetworkLimit, type NetworkLimit } from '../admission/rate/network-limit.ts'
import type { Rates } from '../admission/rate/rates.ts'
import type { AdmissionRules } from '../admission/rules.ts'
import type { Console } from '../console/console.ts'
import { accountReader } from '../constant-contact/account.ts'
import { publicPathOf } from '../http/public-path.ts'
import { createCondition } from '../operator/condition.ts'
import { createApp } from '../routes/app.ts'
import { type Assets, alsoUnder, assetRoutes, PINNED_PREFIX, pinnedTag } from '../routes/assets/assets.ts'
import { demoRoutes, homeRoutes } from '../routes/assets/home.ts'
import { logoRoutes } from '../routes/assets/logo.ts'
import { pastAssetRoutes } from '../routes/assets/past-assets.ts'
import { confirmRoutes } from '../routes/confirm/confirm.ts'
import { connectRoutes } from '../routes/connect/connect.ts'
import { limitPages } from '../routes/failures/limit-pages.ts'
import { type FormRules, formRoutes } from '../routes/form/form.ts'
import { formAnswers } from '../routes/form/form-answers.ts'
import { postedCustomFields } from '../routes/form/posted-custom-fields.ts'
import { snippetRoutes } from '../routes/form/snippet.ts'
import { healthRoutes } from '../routes/monitoring/health.ts'
import { countSignUps, metricsRoutes } from '../routes/monitoring/metrics.ts'
import { notSetUpRoutes } from '../routes/not-set-up.ts'
import { outcomeMessage } from '../routes/outcome-message.ts'
import type { Routes } from '../routes/routes.ts'
import { signUpRoutes } from '../routes/sign-ups.ts'
import { startRoutes } from '../routes/starts.ts'
import { submitThroughOutbox } from '../routes/submit.ts'
import { captchaOf, revealsOutcome } from '../settings/rules.ts'
import type { Settings } from '../settings/settings.ts'
import { createSeal } from '../store/sealed.ts'
import { sleep } from '../time/timeout.ts'
import type { Relay } from './opening/open.ts'
import { openConsole } from './opening/open-console.ts'
import { pacedCalls } from './opening/paced-calls.ts'
import type { Upstream } from './upstream.ts'

/*
 * A sign-up in ten steps:
 *
 *  1. widget/form/submission.ts:submitWithProof — posts the form as JSON; without script the browser posts it itself
 *  2. server/routes/sign-ups.ts:signUp — receives it as `POST /v1/signups`
 *  3. server/admission/admission.ts:createAdmission — checks origin, network, body, fields, consent, lists and suspicion
 *  4. server/routes/submit.ts:submitThroughOutbox — records it, then waits for the outcome for as long as the visitor does
 *  5. server/outbox/outbox.ts:record — commits it: from here on it is never lost
 *  6. server/delivery/next-call.ts:nextCall — chooses whose turn it is, with one call per contact at a time
 *  7. server/constant-contact/api/client.ts:signUp — calls `sign_up_form`
 *  8. server/delivery/settle.ts:settleCall — writes down what came of it, or when to try again
 *  9. server/routes/submit.ts:visitorAnswer — turns the outcome into what the visitor may know
 * 10. server/routes/outcome-message.ts:outcomeMessage — puts it into a sentence in the visitor's language
 */

const now = Date.now

type Parts = {
  settings: Settings
  upstream: Upstream
  relay: Relay
  /** The widget's files. */
  assets: Assets
  /** The demo page's files, if a sandbox runs. */
  demo: Assets | undefined
  log: Logger
}

/** Joins every route of the relay into one `(Request) → Response`. */
export function relayApp(parts: Parts): Routes {
  const { settings, upstream, relay, assets, demo, log } = parts
  const { PUBLIC_URL, ALLOWED_LISTS } = settings
  const pinned = pinnedTag(assets, PUBLIC_URL)
  const publicPath = publicPathOf(PUBLIC_URL)
  const admissionRules = admissionRulesOf(parts)
  const rules = { ...admissionRules, publicPath, brand: relay.brand }
  const { rates, networks } = relay
  const limitNetwork = createNetworkLimit({ networks, rates, log })
  const ownersConsole = openConsole({ ...parts, admissionRules })
  const routes = [
    countSignUps(relay.measurements),
    limitPages(limitNetwork, rules),
    ...notSetUp(settings),
    signUps(parts, { rules, rates, limitNetwork }),
    startRoutes({ rules, limitNetwork, count: settings.COUNT_STARTS ? relay.starts.count : undefined }),
    formRoutes(rules),
    snippetRoutes(rules, PUBLIC_URL, pinned),
    confirmRoutes(relay.confirmation),
    connect(parts, ownersConsole),
    ...(ownersConsole ? [ownersConsole.routes] : []),
    ...operatorRoutes(parts),
    logoRoutes(relay.brand.logo),
    assetRoutes(alsoUnder(assets, '/v1/', PINNED_PREFIX)),
    pastAssetRoutes({ releases: relay.releases, now }),
    demo && upstream.sandbox
      ? demoRoutes(demo, upstream.sandbox.url, publicPath)
      : homeRoutes({
          ...{ publicUrl: PUBLIC_URL, lists: ALLOWED_LISTS, pinned },
          connection: relay.tokens.status,
        }),
  ]
  return createApp({ log, now, routes, publicPath, brand: relay.brand })
}

/** What stands for other routes until the relay is set up. */
function notSetUp({ missing, PUBLIC_URL }: Settings): Routes[] {
  if (missing.length === 0) return []
  return [notSetUpRoutes(PUBLIC_URL, { hasApplication: !missing.includes('CTCT_CLIENT_ID') })]
}

function admissionRulesOf({ settings, relay }: Parts): AdmissionRules {
  const { ALLOWED_LISTS: lists, CAPTCHA: captcha } = settings
  return { origins: relay.origins, lists, captcha }
}

type Limits = { rules: FormRules; rates: Rates; limitNetwork: NetworkLimit }

/** Joins admission, outbox and answers. */
function signUps({ settings, relay, log }: Parts, { rules, rates, limitNetwork }: Limits): Routes {
  const { outbox, confirmation, database, networks, isDayShort } = relay
  const captcha = captchaOf(settings)
  const requireProof = createRequireProof({
    ...{ rates, isDayShort, proofOfWork: settings.PROOF_OF_WORK },
    captcha: captcha && createCaptcha({ ...captcha, fetch, log }),
    proofs: createProofs({ secretKeys: settings.SECRET_KEY, now, used: createUsedProofs(database) }),
  })
  const admit = createAdmission({
    ...{ rules, limitNetwork, requireProof },
    readCustomFields: postedCustomFields(rules),
    hasApiKey: createApiKeys(settings.API_KEYS),
    confirmsByMail: confirmation.asks,
  })
  return signUpRoutes({
    admit: settings.CONSENT_KEEPS_NETWORK ? withNetwork(admit, networks) : admit,
    submit: submitThroughOutbox({ outbox, reveals: revealsOutcome(settings), sleep, log }),
    message: outcomeMessage({
      confirmedOptIn: settings.CONFIRMED_OPT_IN,
      policy: settings.EXISTING_CONTACTS,
    }),
    answers: formAnswers(rules),
    patienceMs: settings.RELAY_PATIENCE_MS,
  })
}

function connect({ settings, upstream, relay, log }: Parts, ownersConsole: Console | undefined): Routes {
  const { authorization, tokens, client, codes, dispatcher } = relay
  return connectRoutes({
    ...{ authorization, tokens, now, log, publicUrl: settings.PUBLIC_URL, authUrl: upstream.authUrl },
    ...(!upstream.sandbox && { codes }),
    isOwner: ownersConsole?.isOwner,
    client: accountReader(client, pacedCalls(dispatcher)),
    seal: createSeal(settings.SECRET_KEY, 'departure'),
  })
}

/** Health and metrics. */
function operatorRoutes({ settings, relay }: Parts): Routes[] {
  const { facts, probe, measurements, stopping } = relay
  return [
    healthRoutes({
      condition: createCondition({
        ...{ facts, probe, maxWaiting: settings.MAX_WAITING, now, sleep },
        reveals: revealsOutcome(settings),
      }),
      token: settings.METRICS_TOKEN,
      isStopping: () => stopping.begun,
    }),
    metricsRoutes({ facts, now, counted: measurements.counted, token: settings.METRICS_TOKEN }),
  ]
}
