import type { Logger } from 'pino'
import { z } from 'zod'
import { boundedText } from '../../http/bounded-text.ts'

/** The captchas the widget can show. All three are asked about by the same request. */
export const CAPTCHAS = ['turnstile', 'hcaptcha', 'recaptcha'] as const
export type CaptchaKind = (typeof CAPTCHAS)[number]

/** What the widget needs to show one. */
export type CaptchaChallenge = { captcha: CaptchaKind; site_key: string }

/**
 * `wrong`: no answer of a person's, or one that has served or expired. `unknown`: its service cannot be asked, or
 * finds fault with our keys, which is nobody's fault who signs up.
 */
export type CaptchaCheck = 'ok' | 'wrong' | 'unknown'

export type Captcha = {
  challenge: CaptchaChallenge
  /** Asks the captcha's service about what the widget sent as `captcha`. */
  verify(answer: string): Promise<CaptchaCheck>
}

export type CaptchaSettings = {
  kind: CaptchaKind
  siteKey: string
  secret: string
  /** Where answers are verified; the service's own address unless another is set. */
  verifyUrl: string
}

/** Each service's own documentation names these. */
export const VERIFY_URLS: Record<CaptchaKind, string> = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  hcaptcha: 'https://api.hcaptcha.com/siteverify',
  recaptcha: 'https://www.google.com/recaptcha/api/siteverify',
}

/** The visitor waits for it. */
const PATIENCE_MS = 3000
const MOST_BYTES = 16_384
/** Faults of the answer; every other code is a fault of the keys, of the request or of the service. */
const FAULTS_OF_THE_ANSWER = [
  'missing-input-response',
  'invalid-input-response',
  'timeout-or-duplicate',
  'expired-input-response',
  'already-seen-response',
  'invalid-or-already-seen-response',
]

const verification = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string()).default([]),
})

type Parts = CaptchaSettings & { fetch: typeof fetch; log: Pick<Logger, 'error'> }

/** One captcha service. It is told the answer and nothing of the visitor: no address, no network. */
export function createCaptcha({ kind, siteKey, secret, verifyUrl, fetch, log }: Parts): Captcha {
  function unknown(reason: string): CaptchaCheck {
    log.error({ captcha: kind, reason }, 'captcha not verified: proof of work is asked for instead')
    return 'unknown'
  }

  return {
    challenge: { captcha: kind, site_key: siteKey },

    async verify(answer) {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const body = new URLSearchParams({ secret, response: answer })
      const response = await fetch(verifyUrl, { method: 'POST', body, signal, redirect: 'error' }).catch(
        () => undefined,
      )
      if (response === undefined) return unknown(signal.aborted ? 'timeout' : 'unreachable')
      const read = await boundedText(response, MOST_BYTES, signal)
      const found = read.kind === 'text' ? readVerification(read.text) : undefined
      if (found === undefined) return unknown(`unreadable, status ${response.status}`)
      if (found.success) return 'ok'
      const codes = found['error-codes']
      if (codes.every((code) => FAULTS_OF_THE_ANSWER.includes(code))) return 'wrong'
      return unknown(codes.filter((code) => /^[a-z-]{1,50}$/.test(code)).join() || 'refused')
    },
  }
}

function readVerification(text: string): z.output<typeof verification> | undefined {
  try {
    return verification.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
