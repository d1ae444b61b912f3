import { parseUrl } from '../../http/parse-url.ts'

/** What a sign-up, or a form that was started, is counted as. */
export type CountedAs = {
  /** Origin and path of the page; `''` where none is known, `OTHER` on a site that is not the owner's. */
  page: string
  /** The ids of the lists, sorted, with a space between them. */
  form: string
  /** The `utm_source` of the page's address in lower case; `''` for none, and for pages of others. */
  campaign: string
}

/** What has no row of its own: there were too many, or it is not the owner's. */
export const OTHER = 'other'

/** True for the origin of a site that may embed the form. */
export type IsOwnOrigin = (origin: string) => boolean

const LONGEST_PAGE = 300
/** Ten list ids. The sign-ups of a form with more count as `other`. */
const LONGEST_FORM = 400
/** As in an address of a person: perhaps encoded, or the wide one (U+FF20), and each of them more than once. */
const AT_SIGN = /@|%(25)*40|%(25)*ef%(25)*bc%(25)*a0/i
/** Letters, digits and what campaigns are named with: no address of a person fits. */
const CAMPAIGN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._+-]{0,59}$/u

/** `page`: the address of a page as it was posted, which may be anything. */
export function countedAs(page = '', lists: readonly string[], isOwn: IsOwnOrigin): CountedAs {
  const form = [...new Set(lists.map((list) => list.toLowerCase()))].sort().join(' ')
  return { ...pageAndCampaign(parseUrl(page), isOwn), form: form.length > LONGEST_FORM ? OTHER : form }
}

function pageAndCampaign(url: URL | undefined, isOwn: IsOwnOrigin): Pick<CountedAs, 'page' | 'campaign'> {
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return { page: '', campaign: '' }
  if (!isOwn(url.origin)) return { page: OTHER, campaign: '' }
  return { page: pageOf(url), campaign: campaignOf(url) }
}

/** The URL parser has already encoded what is not ASCII, controls and marks of direction among it. */
function pageOf({ origin, pathname }: URL): string {
  const path = pathname.replace(/[^/]+/g, (part) => (AT_SIGN.test(part) ? '-' : part))
  return (origin + path).slice(0, LONGEST_PAGE).replace(/%[\da-f]?$/i, '')
}

function campaignOf({ searchParams }: URL): string {
  const source = (searchParams.get('utm_source') ?? '').trim().normalize('NFC').toLowerCase()
  return source === '' || CAMPAIGN.test(source) ? source : OTHER
}
