import { withoutInvisibles } from '../../../server/contract.ts'
import { COMMONEST, COUNTRIES, ENDINGS, NEVER, OTHERS, PROVIDERS, RARE } from './email-providers.ts'
import { isDoubling, isMoved, isOneSlip } from './slips.ts'

/** What may stand before the at sign. */
const NAME = /^("[^"]*"|[^\s@,;<>()"]+)$/
const DOMAIN = /^[^.]+(\.[^.]+)*\.(\p{L}{2,}|xn--\w+)$/u

const lettersOf = (domain: string) => domain.replace(/[._-]/g, '')
const BY_LETTERS = new Map(
  Object.entries(PROVIDERS)
    .flatMap(([name, endings]) => endings.split(' ').map((ending) => `${name}.${ending}`))
    .map((domain): [letters: string, domain: string] => [lettersOf(domain), domain]),
)

/**
 * The address that somebody may have meant who typed this one, with a slip in its domain; undefined if nothing is known to
 * be wrong. Takes any text, and costs no more than its length.
 */
export function suggestAddress(typed: string): string | undefined {
  if (typed.length > 500) return
  // The form takes that full stop for one, but offers what most servers write.
  const address = withoutInvisibles(typed.replace(/[。｡]/g, ',')).trim()
  const at = address.lastIndexOf('@')
  const name = address.slice(0, Math.max(at, 0)).replace(/[\s@]+$/, '')
  const domain = address.slice(at + 1).toLowerCase()
  if (!NAME.test(name) || domain.length > 60) return
  const meant = correctDomain(domain)
  if (!meant || !DOMAIN.test(meant)) return
  return meant === domain && address.length === name.length + 1 + domain.length
    ? undefined
    : `${name}@${meant}`
}

function correctDomain(domain: string): string | undefined {
  const clean = withoutSigns(domain.replace(/,(?=ail)/, 'm'))
  const bare = clean.replace(/^www\./, '')
  const [, name = '', ending = ''] = /^([^.]+)\.?(.*)$/.exec(bare) ?? []
  return correctDots(bare) ?? correctProvider(name, ending) ?? (correctEnding(bare) || clean)
}

/** A domain without spaces, with one full stop where others stand for it, and none at its ends. */
function withoutSigns(domain: string): string {
  return domain
    .replace(/\s+/g, '')
    .replace(/[,;:.]+/g, '.')
    .replace(/^[^\p{L}\p{N}-]+|[^\p{L}\p{N}]+$/gu, '')
}

/** The domain of a provider whose dots were left out, or stand elsewhere. */
function correctDots(domain: string): string | undefined {
  const known = BY_LETTERS.get(lettersOf(domain))
  const dots = (text: string) => text.length - lettersOf(text).length
  return known && dots(domain) <= dots(known) ? known : undefined
}

/** The domain of a provider that is one slip away. */
function correctProvider(name: string, ending: string): string | undefined {
  const joined = /^(.+)com$/.exec(name)?.[1]
  for (const provider of providersNear(joined && (!ending || COMMONEST.includes(joined)) ? joined : name)) {
    const endings = PROVIDERS[provider]?.split(' ') ?? []
    const meant = correctEnding(`.${ending}`)?.slice(1) ?? ending
    const known = endings.includes(meant) ? meant : endings.find((one) => isEndingSlip(ending, one))
    if (known) return `${provider}.${known}`
    const [first = ''] = endings
    // Endings of two letters are countries, one slip from each other.
    const isSlip = !ending || (/^\w{3}$/.test(first) && isOneSlip(ending, first))
    if (isSlip || NEVER[name]?.split(' ').includes(ending)) return `${provider}.${first}`
  }
  return
}

function providersNear(name: string): string[] {
  const providers = Object.keys(PROVIDERS)
  if (providers.includes(name)) return [name]
  if (name.length < 4 || OTHERS.includes(name)) return []
  const spellings = [name, name.replace(/0/g, 'o').replace(/1/g, 'l'), name.replace(/(.)\1{2,}/g, '$1$1')]
  const plain = name.replace(/(.)\1+/g, '$1')
  return providers.filter(
    (provider) =>
      spellings.some((spelling) => spelling === provider || isNear(spelling, provider)) ||
      (isMoved(plain, provider) && isNear(plain, provider)),
  )
}

/** True if a name is likelier a slip than somebody else's: the shorter it is, the fewer slips are certain. */
function isNear(name: string, provider: string): boolean {
  if (isDoubling(name, provider)) return /^[a-z-]{3,}$/.test(provider)
  if (provider.length < 4 || !isOneSlip(name, provider)) return false
  // Another first letter makes another name: fmail, hmail, xcloud, micloud, itcloud.
  if (COMMONEST.includes(provider)) return !/^(.mail|\w{0,2}cloud)$/.test(name)
  const isSame = name[0] === provider[0]
  if (provider.length > 6 || RARE.includes(provider)) return isSame || isMoved(name, provider)
  if (provider.length === 6) return isMoved(name, provider) || isDoubling(provider, name)
  return isSame && isMoved(name, provider)
}

/** True for an ending that does not exist, or not in this country, and is one slip from one that does. */
function isEndingSlip(typed: string, meant: string): boolean {
  const last = typed.split('.').pop() ?? ''
  const isCompound = meant.includes('.') && typed.includes('.')
  if (isCompound && last === meant.slice(-2)) return isOneSlip(typed, meant)
  if (COUNTRIES.includes(last)) return false
  if (isCompound) return isOneSlip(typed, meant)
  return meant.length === 2 && (isDoubling(typed, meant) || (last.length < 3 && isOneSlip(typed, meant)))
}

/** The domain with an ending that exists. */
function correctEnding(domain: string): string | undefined {
  for (const [meant, slips] of Object.entries(ENDINGS)) {
    const slip = slips.split(' ').find((slip) => domain.endsWith(`.${slip}`))
    if (slip) return domain.slice(0, -slip.length) + meant
  }
  const [, before, kind = '', country = ''] = /^(.+)\.(\w+)\.(\w\w)$/.exec(domain) ?? []
  if (COUNTRIES.includes(country) && /^(con|cmo|ocm|vom|xom|comm)$/.test(kind))
    return `${before}.${/^(uk|jp|kr|nz|za|in|id|th|il)$/.test(country) ? 'co' : 'com'}.${country}`
  return correctCountry(domain)
}

/** The domain with a country that exists, where its dot was left out or a letter typed twice. */
function correctCountry(domain: string): string | undefined {
  const [, before, kind, country = ''] = /^(.+)\.(com|co|net|org|ac|ne(?=jp)|)(\w\w\w?)$/.exec(domain) ?? []
  if (kind && COUNTRIES.includes(country)) return `${before}.${kind}.${country}`
  const meant = kind === '' && COUNTRIES.find((known) => isDoubling(country, known))
  return meant && !/^(foo|boo|bbt|llc|mma)$/.test(country) ? `${before}.${meant}` : undefined
}
