/** What the relay says of the captcha it asks for, in place of a challenge to be solved unseen. */
export type CaptchaChallenge = { captcha: string; site_key: string }

export function isCaptcha(challenge: unknown): challenge is CaptchaChallenge {
  if (typeof challenge !== 'object' || challenge === null) return false
  return ['captcha', 'site_key'].every((name) => typeof Reflect.get(challenge, name) === 'string')
}
