import { type CaptchaSettings, VERIFY_URLS } from '../admission/proof/captcha.ts'
import type { Environment } from './environment.ts'

/** What is missing or of no use around `CAPTCHA`, each with its setting. */
export function captchaFaults(env: Environment): string[] {
  const { CAPTCHA, CAPTCHA_SITE_KEY, CAPTCHA_SECRET, CAPTCHA_VERIFY_URL, PROOF_OF_WORK } = env
  const others = { CAPTCHA_SITE_KEY, CAPTCHA_SECRET, CAPTCHA_VERIFY_URL }
  if (CAPTCHA === undefined) {
    return Object.entries(others)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `${name} needs CAPTCHA, which names the service`)
  }
  const faults = (['CAPTCHA_SITE_KEY', 'CAPTCHA_SECRET'] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is required with CAPTCHA`)
  if (PROOF_OF_WORK === 'off') faults.push('CAPTCHA is never asked for with PROOF_OF_WORK=off')
  return faults
}

/** The captcha that is set up, if one is. */
export function captchaSettings(env: Environment): CaptchaSettings | undefined {
  const { CAPTCHA: kind, CAPTCHA_SITE_KEY: siteKey, CAPTCHA_SECRET: secret } = env
  if (kind === undefined || siteKey === undefined || secret === undefined) return undefined
  return { kind, siteKey, secret, verifyUrl: env.CAPTCHA_VERIFY_URL ?? VERIFY_URLS[kind] }
}
