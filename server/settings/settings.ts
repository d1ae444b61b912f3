import type { CaptchaSettings } from '../admission/proof/captcha.ts'
import type { ProofOfWork } from '../admission/suspicion.ts'
import type { Policy } from '../delivery/policy.ts'
import type { MailFrom } from '../mail/mail-from.ts'
import { captchaFaults, captchaSettings } from './captcha-settings.ts'
import { type Environment, environment, POLICY_CHOICE } from './environment.ts'

/** The lists and the key of the built-in sandbox: no real account, so nothing here is a secret. */
const SANDBOX = {
  clientId: 'sandbox-application',
  secretKey: 'the sandbox holds no real person and no secret',
  siteName: 'Juniper & Rye',
  lists: [
    'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d1-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d2-f256-11e8-b47d-fa163e56c9b0',
  ],
}

/** Everything the relay is told at start. Secrets stand here and nowhere in a log. */
export type Settings = {
  port: number
  host: string
  /** The relay's origin as browsers see it. */
  publicUrl: string
  databaseUrl: string
  /** The first key seals; all of them open. */
  secretKeys: string[]
  allowedOrigins: string[]
  /** List ids in lower case. */
  allowedLists: string[]
  /** What a sign-up may do to a contact who exists already. */
  existingContacts: Policy
  confirmedOptIn: boolean
  /** False where every visitor is answered the same, and at once: the outcome is private, or still to be confirmed. */
  revealOutcome: boolean
  /** How long a visitor waits for the outcome; 0 where it is not revealed. */
  patienceMs: number
  /** Requests a minute from one network; 0: no limit. */
  ratePerNetwork: number
  proofOfWork: ProofOfWork
  captcha?: CaptchaSettings
  trustedProxies: string[]
  apiKeys: string[]
  /** How long the personal data of a delivered sign-up is kept. */
  retentionHours: number
  /** How long it is known who consented to what. */
  consentRetentionDays: number
  metricsToken?: string
  mail?: { smtpUrl: string; from: MailFrom }
  /** What the owner's site is called, in mails that ask contacts to confirm. */
  siteName?: string
  alertEmail?: string
  alertWebhook?: string
  /** How many sign-ups may wait for Constant Contact. */
  maxWaiting: number
  /** Where Constant Contact, or the sandbox in its place, is reached. */
  account:
    | { kind: 'sandbox'; port: number; clientId: string }
    | {
        kind: 'vendor'
        clientId: string
        clientSecret?: string
        seedRefreshToken?: string
        apiUrl: string
        authUrl: string
      }
}

type Reading = { kind: 'settings'; settings: Settings } | { kind: 'faults'; faults: string[] }

/** What means the same with a real account and with the sandbox. */
function commonSettings(env: Environment) {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from } = env
  const existingContacts = env.EXISTING_CONTACTS ?? 'update'
  const captcha = captchaSettings(env)
  const revealOutcome = env.REVEAL_OUTCOME && existingContacts !== 'verify'
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    existingContacts,
    confirmedOptIn: env.CONFIRMED_OPT_IN,
    revealOutcome,
    patienceMs: revealOutcome ? env.RELAY_PATIENCE_MS : 0,
    maxWaiting: env.MAX_WAITING,
    retentionHours: env.RETENTION_HOURS,
    consentRetentionDays: env.CONSENT_RETENTION_DAYS,
    ratePerNetwork: env.RATE_PER_NETWORK,
    proofOfWork: env.PROOF_OF_WORK,
    ...(captcha && { captcha }),
    trustedProxies: env.TRUSTED_PROXIES,
    apiKeys: env.API_KEYS,
    ...(env.METRICS_TOKEN !== undefined && { metricsToken: env.METRICS_TOKEN }),
    ...(smtpUrl !== undefined && from !== undefined && { mail: { smtpUrl, from } }),
    ...(env.ALERT_EMAIL !== undefined && { alertEmail: env.ALERT_EMAIL }),
    ...(env.ALERT_WEBHOOK !== undefined && { alertWebhook: env.ALERT_WEBHOOK }),
  }
}

function sandboxSettings(env: Environment): Settings {
  return {
    ...commonSettings(env),
    // By the port: a second sandbox in the same folder would deliver what the first has recorded.
    databaseUrl: env.DATABASE_URL ?? `file:data/sandbox-${env.PORT}.db`,
    secretKeys: env.SECRET_KEY ?? [SANDBOX.secretKey],
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    allowedLists: env.ALLOWED_LISTS ?? SANDBOX.lists,
    siteName: env.SITE_NAME ?? SANDBOX.siteName,
    account: { kind: 'sandbox', port: env.SANDBOX_PORT, clientId: SANDBOX.clientId },
  }
}

/** What a real account cannot do without, and why, in the words of the error. */
const REQUIRED = {
  CTCT_CLIENT_ID:
    'is required: the id of your Constant Contact application. To try the relay without an account, run npm start',
  SECRET_KEY: 'is required: any random text of 32 characters or more; it encrypts the tokens in the database',
  ALLOWED_ORIGINS:
    'is required: the pages that may embed the form, such as https://www.example.org, comma-separated',
  ALLOWED_LISTS: 'is required: the ids of the lists a sign-up may name, comma-separated',
  EXISTING_CONTACTS: `is required: it ${POLICY_CHOICE}`,
} as const

function missingSettings(env: Environment): string[] {
  return Object.entries(REQUIRED)
    .filter(([name]) => {
      const value = env[name as keyof typeof REQUIRED]
      return value === undefined || value.length === 0
    })
    .map(([name, reason]) => `${name} ${reason}`)
}

function vendorSettings(env: Environment, clientId: string): Settings {
  return {
    ...commonSettings(env),
    databaseUrl: env.DATABASE_URL ?? 'file:data/relay.db',
    secretKeys: env.SECRET_KEY ?? [],
    allowedOrigins: env.ALLOWED_ORIGINS ?? [],
    allowedLists: env.ALLOWED_LISTS ?? [],
    ...(env.SITE_NAME !== undefined && { siteName: env.SITE_NAME }),
    account: {
      kind: 'vendor',
      clientId,
      ...(env.CTCT_CLIENT_SECRET !== undefined && { clientSecret: env.CTCT_CLIENT_SECRET }),
      ...(env.CTCT_REFRESH_TOKEN !== undefined && { seedRefreshToken: env.CTCT_REFRESH_TOKEN }),
      apiUrl: env.CTCT_API_URL,
      authUrl: env.CTCT_AUTH_URL,
    },
  }
}

/**
 * Reads the environment; an empty variable counts as absent. All faults are named at once, each with its setting,
 * and no fault repeats a secret. `sandbox` is what `npm start` asks for: it holds only while no application id is set.
 */
export function readSettings(
  variables: Record<string, string | undefined>,
  { sandbox }: { sandbox: boolean },
): Reading {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()))
  const result = environment.safeParse(given)
  if (!result.success) {
    const wrong = new Set(result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`))
    return { kind: 'faults', faults: [...wrong] }
  }
  const env = result.data
  const faults = captchaFaults(env)
  if (sandbox && faults.length > 0) return { kind: 'faults', faults }
  if (sandbox && env.CTCT_CLIENT_ID === undefined) return { kind: 'settings', settings: sandboxSettings(env) }
  const missing = [...missingSettings(env), ...faults]
  const mails = [env.SMTP_URL, env.MAIL_FROM]
  if (mails.some((setting) => setting !== undefined) && mails.some((setting) => setting === undefined)) {
    missing.push('SMTP_URL and MAIL_FROM must be set together')
  }
  if (env.ALERT_EMAIL !== undefined && env.SMTP_URL === undefined)
    missing.push('ALERT_EMAIL needs SMTP_URL and MAIL_FROM')
  if (env.EXISTING_CONTACTS === 'verify') {
    const unset = (['SMTP_URL', 'MAIL_FROM', 'SITE_NAME'] as const).filter((name) => env[name] === undefined)
    if (unset.length > 0)
      missing.push(`EXISTING_CONTACTS=verify mails contacts, so it needs ${unset.join(' and ')}`)
  }
  if (missing.length > 0 || env.CTCT_CLIENT_ID === undefined) return { kind: 'faults', faults: missing }
  return { kind: 'settings', settings: vendorSettings(env, env.CTCT_CLIENT_ID) }
}
