import type { CaptchaKind } from '../admission/proof/captcha.ts'

/** What a page's Content-Security-Policy must allow for a captcha, as each service documents. */
export type CaptchaSources = { scripts: string[]; frames: string[]; styles: string[]; connections: string[] }

const CLOUDFLARE = ['https://challenges.cloudflare.com']
const HCAPTCHA = ['https://hcaptcha.com', 'https://*.hcaptcha.com']

export const CAPTCHA_SOURCES: Record<CaptchaKind, CaptchaSources> = {
  turnstile: { scripts: CLOUDFLARE, frames: CLOUDFLARE, styles: [], connections: [] },
  hcaptcha: { scripts: HCAPTCHA, frames: HCAPTCHA, styles: HCAPTCHA, connections: HCAPTCHA },
  recaptcha: {
    scripts: ['https://www.google.com/recaptcha/', 'https://www.gstatic.com/recaptcha/'],
    frames: ['https://www.google.com/recaptcha/', 'https://recaptcha.google.com/recaptcha/'],
    styles: [],
    connections: [],
  },
}
