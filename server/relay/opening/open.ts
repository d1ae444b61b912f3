import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import { createOrigins } from '../../admission/origins.ts'
import { forgetProofs } from '../../admission/proof/used-proofs.ts'
import { type Brand, parseAccent } from '../../brand/brand.ts'
import { isLogoData, readLogo } from '../../brand/logo.ts'
import { createConfirmation } from '../../confirmation/confirmation.ts'
import { createClient } from '../../constant-contact/api/client.ts'
import { claimStore } from '../../constant-contact/oauth/identity.ts'
import { PATHS } from '../../contract.ts'
import { createDispatcher } from '../../delivery/dispatcher.ts'
import { createShortDay } from '../../delivery/pace/short-day.ts'
import { needsLookup } from '../../delivery/policy.ts'
import { createPublicPost } from '../../http/public-post.ts'
import { monitoredMailer } from '../../mail/mail-health.ts'
import { createMailer, type Mailer } from '../../mail/transport.ts'
import { createAlerts } from '../../operator/alerts/alerts.ts'
import { mailChannel, webhookChannel } from '../../operator/alerts/channels.ts'
import { deleteOldIncidents, recordPastIncident } from '../../operator/alerts/incidents.ts'
import { createStoreAlert } from '../../operator/alerts/store-alert.ts'
import { readFacts } from '../../operator/facts.ts'
import { measuredClient } from '../../operator/metrics/measurements.ts'
import { createOutboxAdmin } from '../../operator/outbox-admin.ts'
import { probeStore } from '../../operator/probe.ts'
import { createStarts } from '../../outbox/counts/starts.ts'
import { createHousekeeping } from '../../outbox/housekeeping/housekeeping.ts'
import { createOutbox } from '../../outbox/outbox.ts'
import { type Settings, StartError } from '../../settings/settings.ts'
import type { Database } from '../../store/database.ts'
import { openKeyedHash } from '../../store/keyed-hash.ts'
import { createOneTimeCodes } from '../../store/one-time-codes.ts'
import { createReleases } from '../../store/releases.ts'
import { createSeal } from '../../store/sealed.ts'
import { sleep } from '../../time/timeout.ts'
import type { Upstream } from '../upstream.ts'
import { openConnection } from './connection.ts'
import type { KeptParts } from './kept-parts.ts'

/** A call times out after 10 s, so that the lease outlasts every call made under it. */
const TIMES = { leaseMs: 15_000, callMs: 10_000 }

const now = Date.now
const random = () => randomInt(2 ** 32) / 2 ** 32

/** Makes sure that the database belongs to this account. */
async function claimForAccount(database: Database, { identity }: Upstream): Promise<void> {
  // The owner has yet to choose the application.
  if (identity.clientId === '') return
  const claim = await claimStore(database, identity)
  if (claim.kind === 'ok') return
  throw new StartError([
    `DATABASE_URL names the store of another account (application ${claim.clientId}, ${claim.apiUrl}): name another database`,
  ])
}

/** Sends mails by SMTP, or into the sandbox's mailbox. */
function openMailer({ SMTP_URL, MAIL_FROM }: Settings, { sandbox }: Upstream): Mailer | undefined {
  if (SMTP_URL !== undefined && MAIL_FROM !== undefined)
    return createMailer({ smtpUrl: SMTP_URL, from: MAIL_FROM })
  return sandbox && createMailer({ receive: sandbox.mailbox.receive })
}

/** Reads the logo. One that cannot be used is left out, since it should stop nobody from signing up. */
async function openBrand(settings: Settings, log: Logger): Promise<Brand> {
  const { SITE_NAME, SITE_URL: url, BRAND_ACCENT = '', BRAND_LOGO, PUBLIC_URL } = settings
  const read = BRAND_LOGO === undefined ? undefined : await readLogo(BRAND_LOGO)
  if (read?.kind === 'unusable')
    log.warn(`BRAND_LOGO is left out: ${isLogoData(BRAND_LOGO ?? '') ? 'it' : BRAND_LOGO} ${read.why}`)
  return {
    site: SITE_NAME ?? new URL(url ?? PUBLIC_URL).host,
    isNamed: [SITE_NAME, url, BRAND_LOGO].some((setting) => setting !== undefined),
    url,
    accent: parseAccent(BRAND_ACCENT),
    logo: read?.kind === 'logo' ? { ...read.logo, address: PUBLIC_URL + PATHS.logo } : undefined,
  }
}

/** A webhook from the environment may be on a private network; one that was typed into a browser may not. */
function postOf({ fromStore }: Settings) {
  return fromStore.includes('ALERT_WEBHOOK') ? createPublicPost() : fetch
}

/** The parts of a relay behind its routes. None of them does anything until it is started or called. */
export type Relay = Awaited<ReturnType<typeof openRelay>>

type Parts = { settings: Settings; upstream: Upstream; kept: KeptParts; log: Logger }

/**
 * Creates everything that depends on the settings: connection, outbox, dispatcher, confirmation, alerts, operator. Rejects
 * with a `StartError` if the database belongs to another account, or was written with another key.
 */
export async function openRelay({ settings, upstream, kept, log }: Parts) {
  const { SECRET_KEY: secretKeys, PUBLIC_URL: publicUrl, ALERT_EMAIL, ALERT_WEBHOOK } = settings
  const { EXISTING_CONTACTS: policy, CONFIRMED_OPT_IN: confirmedOptIn, MAX_WAITING: maxWaiting } = settings
  const { database, measurements } = kept
  await claimForAccount(database, upstream)
  const { authorization, tokens, deployment } = openConnection(database, settings, upstream, log)
  const limits = { perSecond: settings.CTCT_PER_SECOND, perDay: settings.CTCT_PER_DAY }
  const grant = await tokens.status()
  if (grant.kind === 'disconnected' && grant.reason === 'undecryptable') {
    throw new StartError(['SECRET_KEY cannot decrypt what the database holds: add the old key, as new,old'])
  }

  const unmeasured = createClient({ apiUrl: upstream.apiUrl, fetch, timeoutMs: TIMES.callMs })
  const client = measuredClient(unmeasured, measurements, () => performance.now())
  const seal = createSeal(secretKeys, 'sign-ups')
  const keyedHash = await openKeyedHash(database, seal)
  const origins = createOrigins({
    ...{ patterns: settings.ALLOWED_ORIGINS, publicUrl, loopback: upstream.sandbox !== undefined },
  })
  const outbox = createOutbox({
    ...{ database, seal, keyedHash, now, sleep, maxWaiting, isOwnOrigin: origins.allow },
    perSecond: limits.perSecond,
    callsEach: needsLookup(policy, confirmedOptIn) ? 2 : 1,
  })
  const dispatcher = createDispatcher({
    ...{ database, seal, keyedHash, policy, confirmedOptIn, now, sleep, client, tokens, log },
    random,
    limits,
    times: TIMES,
  })
  const housekeeping = createHousekeeping({
    ...{ database, sleep, seal, isOwnOrigin: origins.allow, log },
    retentionHours: settings.RETENTION_HOURS,
    consentRetentionDays: settings.CONSENT_RETENTION_DAYS,
    replacesKey: secretKeys.length > 1,
    deleteExpired: [forgetProofs, deleteOldIncidents],
  })
  const facts = () =>
    readFacts({
      ...{ database, tokens, callsPerDay: limits.perDay, leaseMs: TIMES.leaseMs },
      dispatches: () => dispatcher.status().role === 'dispatching',
      cloned: deployment.isClone,
    })
  const brand = await openBrand(settings, log)
  const sender = openMailer(settings, upstream)
  const mailer = sender && monitoredMailer({ mailer: sender, database })
  const confirmation = createConfirmation({
    ...{ database, seal, keyedHash, client, publicUrl, now, sleep, random, log },
    read: dispatcher.read,
    isDispatching: () => dispatcher.status().role === 'dispatching',
    mailer: settings.SITE_NAME === undefined ? undefined : mailer,
    brand,
  })
  const channels = [
    ...(mailer && ALERT_EMAIL !== undefined
      ? [mailChannel({ mailer, to: ALERT_EMAIL, relay: publicUrl })]
      : []),
    ...(ALERT_WEBHOOK === undefined
      ? []
      : [webhookChannel({ url: ALERT_WEBHOOK, relay: publicUrl, fetch: postOf(settings) })]),
  ]
  const probe = () => probeStore(database, now())
  return {
    ...{ ...kept, authorization, tokens, client, outbox, dispatcher, housekeeping },
    ...{ confirmation, facts, brand, mailer, origins, seal, keyedHash },
    alerts: createAlerts({ database, facts, channels, sleep, log }),
    storeAlert: createStoreAlert({
      ...{ probe, channels, now, sleep, log },
      memory: kept.storeAlertMemory,
      record: (past) => recordPastIncident(database, past),
    }),
    codes: createOneTimeCodes(database, now),
    outboxAdmin: createOutboxAdmin({ database, seal, keyedHash }),
    starts: createStarts({ database, sleep, log }),
    isDayShort: createShortDay({ database, now, limits }),
    releases: createReleases(database, keyedHash),
    probe,
  }
}
