/** The captcha that the relay asks for, instead of a challenge that is solved in the background. */
export type CaptchaChallenge = { captcha: string; site_key: string }

export function isCaptcha(challenge: unknown): challenge is CaptchaChallenge {
  if (typeof challenge !== 'object' || challenge === null) return false
  return ['captcha', 'site_key'].every((name) => typeof Reflect.get(challenge, name) === 'string')
}
