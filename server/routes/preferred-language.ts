import { hasLanguage } from '../../widget/messages/all-languages.ts'

const TAG = /^[a-z]{2,8}([-_][a-z\d]{1,8})*$/i
/** More than any browser sends. */
const MOST_LANGUAGES = 20

/** The best language of Accept-Language that we have, as a BCP 47 tag (`de_DE` counts too); English if there is none. */
export function preferredLanguage({ headers }: Request): string {
  const accepted = (headers.get('accept-language') ?? '').split(',', MOST_LANGUAGES).map((item) => {
    const [tag = '', weight = '1'] = item.split(/\s*;\s*q\s*=/i)
    return { tag: tag.trim(), weight: Number(weight) }
  })
  const [best] = accepted
    .filter(({ tag, weight }) => weight > 0 && TAG.test(tag) && hasLanguage(tag))
    .sort((a, b) => b.weight - a.weight)
  return best?.tag ?? 'en'
}

/** The language that a sign-up (`named`) or else its form's address names; if we have neither, the one the visitor prefers. */
export function formLanguage(request: Request, named = ''): string {
  const inAddress = new URL(request.url).searchParams.get('language') ?? ''
  const found = [named, inAddress].find((tag) => TAG.test(tag) && hasLanguage(tag))
  return found ?? preferredLanguage(request)
}
