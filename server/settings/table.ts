import { z } from 'zod'
import { parseOriginPattern } from '../admission/origins.ts'
import { CAPTCHAS } from '../admission/proof/captcha.ts'
import { isMostOfTheInternet, parseCidr } from '../admission/rate/networks.ts'
import { isEmailAddress, isUuid } from '../contract.ts'
import { POLICIES } from '../delivery/policy.ts'
import { isLoopback } from '../http/loopback.ts'
import { parseUrl } from '../http/parse-url.ts'
import { type MailFrom, parseMailFrom } from '../mail/mail-from.ts'
import { isSmtpUrl } from '../mail/transport.ts'
import { asOrigin } from './as-origin.ts'
import { publicPathFaults } from './public-path-faults.ts'

const MIN_SECRET_LENGTH = 32
export const DEFAULT_PORT = 8080

const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true')

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}

/** True if an address has no user and no password in it. */
function hasNoUser(text: string): boolean {
  const url = parseUrl(text)
  return !url?.username && !url?.password
}

const NO_USER = 'must have no user and no password in it'

const webAddress = z
  .string()
  .refine((text) => {
    const url = parseUrl(text)
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  }, 'must be an https address, or http on a loopback address')
  .refine(hasNoUser, NO_USER)
const apiAddress = webAddress.transform((text) => text.replace(/\/+$/, ''))

/** True for an address on the web of one host, without a wildcard. */
function hasHost(text: string): boolean {
  const { protocol = '', hostname = '' } = parseUrl(text) ?? {}
  return /^https?:$/.test(protocol) && /^([\w.-]+|\[[\da-f:.]+\])$/.test(hostname)
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)
/** A comma-separated list. The fault quotes the wrong item, so this is for settings that are not secret. */
function listOf(
  isValid: (item: string) => boolean,
  message: string,
  remedy: (item: string) => string = () => '',
) {
  return list.superRefine((items, context) => {
    for (const item of items)
      if (!isValid(item))
        context.addIssue({ code: 'custom', message: `has "${item}", ${message}${remedy(item)}` })
  })
}
const TOO_SHORT = `must have ${MIN_SECRET_LENGTH} characters or more`
const secrets = list.refine((keys) => keys.every((key) => key.length >= MIN_SECRET_LENGTH), TOO_SHORT)
/** A value sent in a header or a form, where one with a space or a line end could never match. */
const NO_CREDENTIAL = 'must have visible ASCII characters only, without spaces and line ends'
const credential = z.string().regex(/^[\x21-\x7e]*$/, NO_CREDENTIAL)
const apiKeys = z
  .string()
  .regex(/^ *[\x21-\x7e]*( *, *[\x21-\x7e]+)* *$/, NO_CREDENTIAL)
  .pipe(secrets)

/** Every fault about `EXISTING_CONTACTS` explains the choice. */
const POLICY_CHOICE = `says what a sign-up may do to an existing contact:
    update    stores what was typed, as sign_up_form does: whoever types an address changes its contact
    complete  the same, but leaves a contact alone who is on every list already
    append    adds the contact to the lists and changes nothing else; Constant Contact asks one who unsubscribed
    verify    sends the contact an email, and changes nothing until they confirm (needs SMTP_URL, MAIL_FROM, SITE_NAME)`

/**
 * Every setting, named and described once. The name is that of the environment variable, everywhere in the relay; `default`
 * is its value when it is not set. The value of a `secret` is never repeated in a fault or a log.
 */
export const SETTINGS_TABLE = z.object({
  CTCT_CLIENT_ID: credential.exactOptional().meta({
    description:
      'the id of your Constant Contact application. To try the relay without an account, start it with --sandbox',
  }),
  CTCT_CLIENT_SECRET: credential.exactOptional().meta({
    description: "the application's secret, if it has one",
    secret: true,
  }),
  CTCT_REFRESH_TOKEN: credential.exactOptional().meta({
    description: 'an initial token, used only while the database holds none',
    secret: true,
  }),
  CTCT_API_URL: apiAddress.default('https://api.cc.email/v3').meta({
    description: 'the address of the Constant Contact API',
  }),
  CTCT_AUTH_URL: apiAddress.default('https://authz.constantcontact.com/oauth2/default/v1').meta({
    description: 'the address where Constant Contact authorizes the relay',
  }),
  CTCT_PER_SECOND: wholeNumber(1, 100).default(4).meta({
    description: 'how many calls a second Constant Contact allows your application',
  }),
  CTCT_PER_DAY: wholeNumber(1, 10_000_000).default(10_000).meta({
    description: 'how many calls a day Constant Contact allows your application',
  }),
  SECRET_KEY: secrets.exactOptional().meta({
    description: 'any random text of 32 characters or more; it encrypts the tokens in the database',
    secret: true,
  }),
  ALLOWED_ORIGINS: listOf(
    (item) => parseOriginPattern(item) !== undefined,
    'which is neither an origin such as https://www.example.org nor a pattern such as https://*.example.org',
    (item) => (asOrigin(item) === undefined ? '' : `: write ${asOrigin(item)}`),
  )
    .exactOptional()
    .meta({
      description: 'the sites that may embed the form, such as https://www.example.org, comma-separated',
    }),
  ALLOWED_LISTS: listOf(isUuid, 'which is not a list id')
    .transform((items) => items.map((item) => item.toLowerCase()))
    .exactOptional()
    .meta({ description: 'the ids of the lists that a sign-up may name, comma-separated' }),
  EXISTING_CONTACTS: z
    .enum(POLICIES, POLICY_CHOICE)
    .exactOptional()
    .meta({ description: `it ${POLICY_CHOICE}` }),
  REVEAL_OUTCOME: flag.default(true).meta({
    description: 'false gives every visitor the same answer, so that nobody learns who is on a list',
  }),
  CONFIRMED_OPT_IN: flag.default(false).meta({
    description:
      'true if the account mails a confirmation to new contacts, so that the form says so and nobody skips it',
  }),
  API_KEYS: apiKeys.default([]).meta({
    description: 'keys for servers that post sign-ups, comma-separated',
    secret: true,
  }),
  PUBLIC_URL: z
    .string()
    .refine(hasHost, {
      abort: true,
      error: 'must be an address such as https://signup.example.org or https://www.example.org/signup',
    })
    .refine(hasNoUser, NO_USER)
    .superRefine((text, context) => {
      for (const message of publicPathFaults(text)) context.addIssue({ code: 'custom', message })
    })
    .transform((text) => new URL(text).href.replace(/\/$/, ''))
    .exactOptional()
    .meta({
      description:
        "the relay's address as browsers see it, perhaps with a path; default: http://localhost:PORT",
    }),
  PORT: wholeNumber(0, 65_535)
    .default(DEFAULT_PORT)
    .meta({ description: 'the port that the relay listens on' }),
  KEEP_ALIVE_SECONDS: wholeNumber(1, 3_600).default(75).meta({
    description: 'how long an idle connection stays open: longer than that of the proxy or balancer in front',
  }),
  HOST: z.string().default('127.0.0.1').meta({ description: 'the address that the relay listens on' }),
  TRUSTED_PROXIES: listOf(
    (item) => parseCidr(item) !== undefined,
    'which is neither an address nor a network such as 10.0.0.0/8',
  )
    .refine((items) => !items.some(isMostOfTheInternet), 'trusts so much that strangers count as proxies')
    .default([])
    .meta({ description: 'the proxies in front of the relay, as addresses or networks, comma-separated' }),
  SANDBOX_PORT: wholeNumber(0, 65_535).exactOptional().meta({
    description: 'the port of the sandbox: by default the one after PORT',
  }),
  SANDBOX_HISTORY: flag.default(true).meta({
    description: 'whether a new sandbox has made-up sign-ups of three months for the console to show',
  }),
  RATE_PER_NETWORK: wholeNumber(0, 100_000).default(30).meta({
    description:
      'sign-ups per minute from one IPv4 address or IPv6 /64, and ten times as many pages and starts; 0 for no limit',
  }),
  PROOF_OF_WORK: z.enum(['auto', 'always', 'off'], 'must be auto, always or off').default('auto').meta({
    description: 'which sign-ups must carry a proof of work: suspicious ones, all, or none',
  }),
  CAPTCHA: z
    .enum(CAPTCHAS, `must be ${CAPTCHAS.join(', ')}, or absent`)
    .exactOptional()
    .meta({ description: 'the captcha service that is used instead of a proof of work' }),
  CAPTCHA_SITE_KEY: credential.exactOptional().meta({ description: 'the public key of the captcha' }),
  CAPTCHA_SECRET: credential.exactOptional().meta({ description: 'its secret key', secret: true }),
  CAPTCHA_VERIFY_URL: webAddress.exactOptional().meta({
    description: "where captcha answers are verified; default: the service's own address",
  }),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/, 'must be file:PATH or postgres://…')
    .exactOptional()
    .meta({ description: 'a SQLite file or a PostgreSQL server; default: file:data/relay.db', secret: true }),
  MAX_WAITING: wholeNumber(1, 100_000_000).default(1_000_000).meta({
    description: 'how many sign-ups may wait for delivery',
  }),
  RETENTION_HOURS: wholeNumber(1, 8_760).default(24).meta({
    description: 'how long the content of a delivered sign-up is kept',
  }),
  CONSENT_RETENTION_DAYS: wholeNumber(1, 36_500).default(1_095).meta({
    description: 'how long the relay remembers who agreed to which sentence',
  }),
  CONSENT_KEEPS_NETWORK: flag.default(false).meta({
    description:
      'true keeps with each consent the network it came from (IPv4 /24, IPv6 /48), never the address',
  }),
  COUNT_STARTS: flag.default(true).meta({
    description: 'whether the relay counts how many visitors began to fill in a form, beside the sign-ups',
  }),
  RELAY_PATIENCE_MS: wholeNumber(0, 8_000).default(2_000).meta({
    description: 'how long a visitor waits for the outcome before reading that the sign-up was received',
  }),
  SMTP_URL: z.string().refine(isSmtpUrl, 'must be smtp://… or smtps://…').exactOptional().meta({
    description: 'the mail server, with its user and password',
    secret: true,
  }),
  MAIL_FROM: z
    .string()
    .transform(parseMailFrom)
    .pipe(
      z.custom<MailFrom>(
        (from) => from !== undefined,
        'must be an address, or a name and an address: Juniper & Rye <hello@example.org>',
      ),
    )
    .exactOptional()
    .meta({ description: 'the sender of mails' }),
  SITE_NAME: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]{1,100}$/u, 'must be one line of 100 characters at most')
    .exactOptional()
    .meta({ description: 'what your site is called, on pages and in mails' }),
  SITE_URL: z
    .string()
    .refine(hasHost, 'must be an address such as https://www.example.org')
    .refine(hasNoUser, NO_USER)
    .transform((text) => new URL(text).href)
    .exactOptional()
    .meta({ description: 'the address of your site, where pages lead back to' }),
  BRAND_ACCENT: z.string().exactOptional().meta({
    description: 'the colour of buttons on pages and in mails, such as 7a1f3d',
  }),
  BRAND_LOGO: z.string().exactOptional().meta({
    description:
      'your logo for pages and mails, PNG, JPEG or WebP: a file, or the image itself as data:image/png;base64,…',
  }),
  ALERT_EMAIL: z.string().refine(isEmailAddress, 'must be an email address').exactOptional().meta({
    description: 'where alerts are mailed',
  }),
  ALERT_WEBHOOK: webAddress.exactOptional().meta({ description: 'where alerts are posted', secret: true }),
  CONSOLE: z.enum(['on', 'off'], 'must be on or off').exactOptional().meta({
    description: 'whether there is a console at /console. Not set: there is, unless PUBLIC_URL has a path',
  }),
  OWNER_EMAIL: z.string().refine(isEmailAddress, 'must be an email address').exactOptional().meta({
    description: 'where a link to sign in to the console may be mailed',
  }),
  METRICS_TOKEN: credential
    .min(MIN_SECRET_LENGTH, TOO_SHORT)
    .exactOptional()
    .meta({ description: 'enables /metrics, protected by this bearer token', secret: true }),
})

/** What the environment sets, parsed, with defaults. */
export type SettingValues = z.output<typeof SETTINGS_TABLE>
export type SettingName = keyof SettingValues
/** Every name, in the order of the table. */
export const SETTING_NAMES = SETTINGS_TABLE.keyof().options

/** What a real account requires. The sandbox has its own values. */
export const REQUIRED_SETTINGS = [
  'CTCT_CLIENT_ID',
  'SECRET_KEY',
  'ALLOWED_ORIGINS',
  'ALLOWED_LISTS',
  'EXISTING_CONTACTS',
] as const satisfies SettingName[]

/** The description of a setting, and whether it is secret. */
export function aboutSetting(name: SettingName): { description: string; secret: boolean } {
  const { description = '', secret } = SETTINGS_TABLE.shape[name].meta() ?? {}
  return { description, secret: secret === true }
}
