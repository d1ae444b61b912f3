const TAG = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i

/** The first language of Accept-Language as a BCP 47 tag, or English. */
export function preferredLanguage(request: Request): string {
  const [first = ''] = (request.headers.get('accept-language') ?? '').split(/[,;]/)
  return TAG.test(first.trim()) ? first.trim() : 'en'
}

/** The language of the posted form, which its address names, or the one its visitor prefers. */
export function formLanguage(request: Request): string {
  const named = new URL(request.url).searchParams.get('language') ?? ''
  return TAG.test(named) ? named : preferredLanguage(request)
}
