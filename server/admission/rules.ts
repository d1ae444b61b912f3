import type { Origins } from './origins.ts'
import type { CaptchaKind } from './proof/captcha.ts'

/** The owner's rules for every form and sign-up: the pages that may post, and the lists they may name. */
export type AdmissionRules = {
  origins: Origins
  /** List ids in lower case. */
  lists: readonly string[]
  /** The captcha that a visitor may have to solve; the form's own page must be able to load it. */
  captcha?: CaptchaKind | undefined
}

/** True when the owner opened all of these lists to sign-ups. Ids are compared without regard to case. */
export function listsAllowed(lists: readonly string[], { lists: allowed }: AdmissionRules): boolean {
  return lists.every((list) => allowed.includes(list.toLowerCase()))
}
