import type { Logger } from 'pino'
import { z } from 'zod'
import { boundedText } from '../../http/bounded-text.ts'
import { parseJson } from '../../http/parse-json.ts'

/** The captchas that the widget can show. The services of all three verify answers by the same request. */
export const CAPTCHAS = ['turnstile', 'hcaptcha', 'recaptcha'] as const
export type CaptchaKind = (typeof CAPTCHAS)[number]

/** What the widget needs to show one. */
export type CaptchaChallenge = { captcha: CaptchaKind; site_key: string }

/**
 * `wrong`: the answer is not a person's, was used before, or has expired. `unknown`: its service could not be asked, or
 * rejected our keys, which is not the visitor's fault.
 */
export type CaptchaCheck = 'ok' | 'wrong' | 'unknown'

export type Captcha = ReturnType<typeof createCaptcha>

export type CaptchaSettings = {
  kind: CaptchaKind
  siteKey: string
  secret: string
  /** Where answers are verified. */
  verifyUrl: string
}

/** From the documentation of each service. */
export const VERIFY_URLS: Record<CaptchaKind, string> = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  hcaptcha: 'https://api.hcaptcha.com/siteverify',
  recaptcha: 'https://www.google.com/recaptcha/api/siteverify',
}

/** The visitor waits this long at most. */
const TIMEOUT_MS = 3000
const MAX_BYTES = 16_384
/** Error codes about the answer; every other code is about the keys, the request or the service. */
const ANSWER_ERRORS = [
  'missing-input-response',
  'invalid-input-response',
  'timeout-or-duplicate',
  'expired-input-response',
  'already-seen-response',
  'invalid-or-already-seen-response',
]

const verification = z.object({ success: z.boolean(), 'error-codes': z.array(z.string()).default([]) })

type Parts = CaptchaSettings & { fetch: typeof fetch; log: Pick<Logger, 'error'> }

/** One captcha service. It gets the answer and nothing about the visitor: no address, no network. */
export function createCaptcha({ kind, siteKey, secret, verifyUrl, fetch, log }: Parts) {
  function unknown(reason: string): CaptchaCheck {
    log.error({ captcha: kind, reason }, 'captcha not verified: requiring proof of work instead')
    return 'unknown'
  }

  return {
    challenge: { captcha: kind, site_key: siteKey } satisfies CaptchaChallenge,

    /** Asks the service about the answer that the widget sent as `captcha`. */
    async verify(answer: string): Promise<CaptchaCheck> {
      const signal = AbortSignal.timeout(TIMEOUT_MS)
      const body = new URLSearchParams({ secret, response: answer })
      const response = await fetch(verifyUrl, { method: 'POST', body, signal, redirect: 'error' }).catch(
        () => undefined,
      )
      if (response === undefined) return unknown(signal.aborted ? 'timeout' : 'unreachable')
      const read = await boundedText(response, MAX_BYTES, signal)
      const found = read.kind === 'text' ? verification.safeParse(parseJson(read.text)).data : undefined
      if (found === undefined) return unknown(`unreadable, status ${response.status}`)
      if (found.success) return 'ok'
      const codes = found['error-codes']
      if (codes.every((code) => ANSWER_ERRORS.includes(code))) return 'wrong'
      return unknown(codes.filter((code) => /^[a-z-]{1,50}$/.test(code)).join() || 'refused')
    },
  }
}
