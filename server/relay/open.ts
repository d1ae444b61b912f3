import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import { forgetProofs } from '../admission/proof/used-proofs.ts'
import { type Brand, parseAccent } from '../brand/brand.ts'
import { readLogo } from '../brand/logo.ts'
import { createConfirmation } from '../confirmation/confirmation.ts'
import { createClient } from '../constant-contact/api/client.ts'
import { createConnectCodes } from '../constant-contact/oauth/connect-codes.ts'
import { claimStore } from '../constant-contact/oauth/identity.ts'
import { PATHS } from '../contract.ts'
import { createDispatcher } from '../delivery/dispatcher.ts'
import { createShortDay } from '../delivery/pace/short-day.ts'
import { needsLookup } from '../delivery/policy.ts'
import { monitoredMailer } from '../mail/mail-health.ts'
import { createMailer, type Mailer } from '../mail/transport.ts'
import { createAlerts } from '../operator/alerts/alerts.ts'
import { mailChannel, webhookChannel } from '../operator/alerts/channels.ts'
import { deleteOldIncidents, recordPastIncident } from '../operator/alerts/incidents.ts'
import { createStoreAlert } from '../operator/alerts/store-alert.ts'
import { readFacts } from '../operator/facts.ts'
import { createMeasurements, measuredClient } from '../operator/metrics/measurements.ts'
import { createOutboxAdmin } from '../operator/outbox-admin.ts'
import { probeStore } from '../operator/probe.ts'
import { createHousekeeping } from '../outbox/housekeeping/housekeeping.ts'
import { createOutbox } from '../outbox/outbox.ts'
import { type Settings, StartError } from '../settings/settings.ts'
import type { Database } from '../store/database.ts'
import { openKeyedHash } from '../store/keyed-hash.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { missingFile, openDatabase, remedyAtPlace } from '../store/open.ts'
import { createReleases } from '../store/releases.ts'
import { createSeal } from '../store/sealed.ts'
import { sleep } from '../time/timeout.ts'
import { openConnection } from './connection.ts'
import type { Upstream } from './upstream.ts'

/** A call times out after 10 s, so that the lease outlasts every call made under it. */
const TIMES = { leaseMs: 15_000, callMs: 10_000 }

const now = Date.now
const random = () => randomInt(2 ** 32) / 2 ** 32

/** Opens the database and makes sure that it belongs to this account. */
async function openStore({ DATABASE_URL }: Settings, { identity }: Upstream): Promise<Database> {
  const cannotOpen = async (error: unknown): Promise<never> => {
    const message = error instanceof Error ? error.message : 'unknown error'
    const remedy = await remedyAtPlace(DATABASE_URL)
    const sentences = [message, ...(remedy === undefined ? [] : [remedy])].join('. ')
    throw new StartError([`DATABASE_URL names a database that cannot be opened: ${sentences}`])
  }
  const database = await openDatabase(DATABASE_URL).catch(cannotOpen)
  await migrate(database).catch(cannotOpen)
  const claim = await claimStore(database, identity)
  if (claim.kind === 'ok') return database
  await database.close()
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
  if (read?.kind === 'unusable') log.warn(`BRAND_LOGO is left out: ${BRAND_LOGO} ${read.why}`)
  return {
    site: SITE_NAME ?? new URL(url ?? PUBLIC_URL).host,
    isNamed: [SITE_NAME, url, BRAND_LOGO].some((setting) => setting !== undefined),
    url,
    accent: parseAccent(BRAND_ACCENT),
    logo: read?.kind === 'logo' ? { ...read.logo, address: PUBLIC_URL + PATHS.logo } : undefined,
  }
}

/** The parts of a relay behind its routes. None of them does anything until it is started or called. */
export type Relay = Awaited<ReturnType<typeof openRelay>>

/**
 * Opens the database and creates everything that uses it: connection, outbox, dispatcher, confirmation, alerts, operator.
 * Rejects with a `StartError` if the database cannot be opened, belongs to another account, or was written with another
 * key.
 */
export async function openRelay(settings: Settings, upstream: Upstream, log: Logger) {
  const { SECRET_KEY: secretKeys, PUBLIC_URL: publicUrl, ALERT_EMAIL, ALERT_WEBHOOK } = settings
  const { EXISTING_CONTACTS: policy, CONFIRMED_OPT_IN: confirmedOptIn, MAX_WAITING: maxWaiting } = settings
  const database = await openStore(settings, upstream)
  const { authorization, tokens, deployment } = await openConnection(database, settings, upstream, log)
  const limits = { perSecond: settings.CTCT_PER_SECOND, perDay: settings.CTCT_PER_DAY }
  const grant = await tokens.status()
  if (grant.kind === 'disconnected' && grant.reason === 'undecryptable') {
    throw new StartError(['SECRET_KEY cannot decrypt what the database holds: add the old key, as new,old'])
  }

  const measurements = createMeasurements()
  const unmeasured = createClient({ apiUrl: upstream.apiUrl, fetch, timeoutMs: TIMES.callMs })
  const client = measuredClient(unmeasured, measurements, () => performance.now())
  const seal = createSeal(secretKeys, 'sign-ups')
  const keyedHash = await openKeyedHash(database, seal)
  const outbox = createOutbox({
    ...{ database, seal, keyedHash, now, sleep, maxWaiting },
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
    ...{ database, sleep, seal, log },
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
    ...(ALERT_WEBHOOK === undefined ? [] : [webhookChannel({ url: ALERT_WEBHOOK, relay: publicUrl, fetch })]),
  ]
  const probe = () => probeStore(database, now())
  return {
    ...{ database, authorization, tokens, client, outbox, dispatcher, housekeeping },
    ...{ confirmation, facts, measurements, brand },
    alerts: createAlerts({ database, facts, channels, sleep, log }),
    storeAlert: createStoreAlert({
      ...{ probe, channels, now, sleep, log },
      record: (past) => recordPastIncident(database, past),
    }),
    codes: createConnectCodes(database, now),
    outboxAdmin: createOutboxAdmin({ database, seal, keyedHash }),
    isDayShort: createShortDay({ database, now, limits }),
    releases: createReleases(database, keyedHash),
    probe,
  }
}

/** The same for a command, which creates no database: an empty one in the wrong folder would look healthy. */
export async function openRelayForCommand(
  settings: Settings,
  upstream: Upstream,
  log: Logger,
): Promise<Relay> {
  const missing = await missingFile(settings.DATABASE_URL)
  if (missing === undefined) return openRelay(settings, upstream, log)
  throw new StartError([
    `DATABASE_URL names ${missing}, which cannot be read: run commands in the relay’s folder, with its settings, after its first start`,
  ])
}
