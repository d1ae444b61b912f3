import { type CaptchaSettings, VERIFY_URLS } from '../admission/proof/captcha.ts'
import { parseAccent } from '../brand/brand.ts'
import { isLoopback } from '../http/loopback.ts'
import { publicPathOf } from '../http/public-path.ts'
import {
  aboutSetting,
  REQUIRED_SETTINGS,
  SETTINGS_TABLE,
  type SettingName,
  type SettingValues,
} from './table.ts'

/** The settings as text, without empty ones. A wrong one counts as set, so that it hides no other fault. */
export type Given = { [name in SettingName]?: string }

/** What is wrong with the settings, in a sentence that begins with the setting's name and says the remedy. */
export type Fault = { name: string; sentence: string }

/** Required settings that are not set. The sandbox has its own. */
export function faultsOfRequired(given: Given): Fault[] {
  return REQUIRED_SETTINGS.filter((name) => /^[\s,]*$/.test(given[name] ?? '')).map((name) => ({
    name,
    sentence: `${name} is required: ${aboutSetting(name).description}`,
  }))
}

/**
 * What is wrong with values, each by itself and together. The sandbox has a mailbox of its own. `elsewhere`: those that may be
 * set in another place too, such as the database, so that what depends on them is not known to be wrong.
 */
export function faultsOfValues(
  given: Given,
  isSandbox: boolean,
  elsewhere: readonly SettingName[] = [],
): Fault[] {
  const rest = { ...given }
  for (const name of elsewhere) delete rest[name]
  return [...faultsOfEach(given), ...faultsOfCaptcha(given), ...(isSandbox ? [] : faultsOfMail(rest))]
}

function faultsOfEach(given: Given): Fault[] {
  const issues = SETTINGS_TABLE.safeParse(given).error?.issues ?? []
  return issues.map(({ path: [name], message }) => ({
    name: String(name),
    sentence: `${String(name)} ${message}`,
  }))
}

function faultsOfCaptcha(given: Given): Fault[] {
  if (given.CAPTCHA === undefined) {
    return (['CAPTCHA_SITE_KEY', 'CAPTCHA_SECRET', 'CAPTCHA_VERIFY_URL'] as const)
      .filter((name) => given[name] !== undefined)
      .map((name) => ({ name, sentence: `${name} needs CAPTCHA, which names the service` }))
  }
  const faults: Fault[] = (['CAPTCHA_SITE_KEY', 'CAPTCHA_SECRET'] as const)
    .filter((name) => given[name] === undefined)
    .map((name) => ({ name, sentence: `${name} is required with CAPTCHA` }))
  if (given.PROOF_OF_WORK === 'off')
    faults.push({ name: 'CAPTCHA', sentence: 'CAPTCHA is never asked for with PROOF_OF_WORK=off' })
  return faults
}

function faultsOfMail(given: Given): Fault[] {
  const { SMTP_URL, MAIL_FROM, SITE_NAME, EXISTING_CONTACTS } = given
  const faults: Fault[] = []
  if ((SMTP_URL === undefined) !== (MAIL_FROM === undefined))
    faults.push({ name: 'SMTP_URL', sentence: 'SMTP_URL and MAIL_FROM must be set together' })
  for (const name of ['ALERT_EMAIL', 'OWNER_EMAIL'] as const) {
    if (given[name] !== undefined && SMTP_URL === undefined)
      faults.push({ name, sentence: `${name} needs SMTP_URL and MAIL_FROM` })
  }
  const unset = Object.entries({ SMTP_URL, MAIL_FROM, SITE_NAME }).filter(([, value]) => value === undefined)
  if (EXISTING_CONTACTS === 'verify' && unset.length > 0) {
    const names = unset.map(([name]) => name).join(' and ')
    const sentence = `EXISTING_CONTACTS=verify mails contacts, so it needs ${names}`
    faults.push({ name: 'EXISTING_CONTACTS', sentence })
  }
  return faults
}

/** The captcha that is set up, if one is. */
export function captchaOf(values: SettingValues): CaptchaSettings | undefined {
  const { CAPTCHA: kind, CAPTCHA_SITE_KEY: siteKey, CAPTCHA_SECRET: secret } = values
  if (kind === undefined || siteKey === undefined || secret === undefined) return undefined
  return { kind, siteKey, secret, verifyUrl: values.CAPTCHA_VERIFY_URL ?? VERIFY_URLS[kind] }
}

/** False if every visitor gets the same answer at once, because the outcome is private or must be confirmed first. */
export function revealsOutcome({ REVEAL_OUTCOME, EXISTING_CONTACTS }: SettingValues): boolean {
  return REVEAL_OUTCOME && EXISTING_CONTACTS !== 'verify'
}

/**
 * Why the relay has no console, in a sentence; undefined if it has one. Under a path it would share its origin with the rest of
 * the site, whose scripts could then do what the owner can: there it must be asked for.
 */
export function whyNoConsole(settings: {
  CONSOLE?: string | undefined
  PUBLIC_URL: string
}): string | undefined {
  if (settings.CONSOLE === 'off') return 'There is no console, because CONSOLE=off'
  if (settings.CONSOLE === 'on' || publicPathOf(settings.PUBLIC_URL) === '') return undefined
  return 'There is no console, because PUBLIC_URL has a path: scripts of the same site could do there what the owner can. Set CONSOLE=on to have it nevertheless, or CONSOLE=off to read this no more'
}

type Warned = SettingValues & { isSandbox: boolean; PUBLIC_URL: string; missing: readonly SettingName[] }

/** Warnings about settings that are allowed but probably not intended, in sentences for the log. Set-up asks about them anyway. */
export function settingsWarnings(settings: Warned): string[] {
  if (settings.missing.length > 0) return []
  const { PROOF_OF_WORK, SMTP_URL, SITE_NAME, PUBLIC_URL, BRAND_ACCENT, isSandbox } = settings
  const warnings: string[] = []
  if (BRAND_ACCENT !== undefined && parseAccent(BRAND_ACCENT) === undefined)
    warnings.push(
      `BRAND_ACCENT is ${JSON.stringify(BRAND_ACCENT)}, which is not a colour and is ignored: write one such as 7a1f3d`,
    )
  const { protocol, hostname } = new URL(PUBLIC_URL)
  if (!isSandbox && isLoopback(hostname))
    warnings.push(
      `PUBLIC_URL is ${PUBLIC_URL}: set it to the relay's address as browsers see it, or links in pages and mails lead nowhere and the form's own page is refused`,
    )
  else if (!isSandbox && protocol === 'http:')
    warnings.push(
      `PUBLIC_URL is ${PUBLIC_URL}, without TLS: browsers load no form from it into a page with https, and anybody on the way can read what visitors type. Put a proxy with TLS in front, and set PUBLIC_URL to its https address`,
    )
  const noConsole = settings.CONSOLE === undefined && whyNoConsole(settings)
  if (noConsole) warnings.push(noConsole)
  const mailsContacts = SITE_NAME !== undefined && (SMTP_URL !== undefined || isSandbox)
  if (PROOF_OF_WORK === 'always' && !mailsContacts)
    warnings.push(
      'PROOF_OF_WORK=always refuses every visitor without script: set SMTP_URL, MAIL_FROM and SITE_NAME to ask them by mail instead',
    )
  return warnings
}
