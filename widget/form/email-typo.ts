/**
 * Mail providers, and the endings they have, the commonest first: the most used ones of the lists that npm carries
 * (`email-providers`, `freemail`, `mailcheck`). A name shorter than five letters is too close to other names to be corrected.
 */
const PROVIDERS: { readonly [name: string]: string } = {
  aol: 'com co.uk de fr it',
  bellsouth: 'net',
  bigpond: 'com net.au',
  blueyonder: 'co.uk',
  btinternet: 'com',
  charter: 'net',
  comcast: 'net',
  earthlink: 'net',
  freenet: 'de',
  gmail: 'com',
  googlemail: 'com',
  hanmail: 'net',
  hotmail:
    'com co.uk fr it de es be nl ca ch gr se no dk fi cl co.jp co.th co.il com.br com.ar com.mx com.au com.tr',
  icloud: 'com',
  laposte: 'net',
  libero: 'it',
  msn: 'com',
  ntlworld: 'com',
  optusnet: 'com.au',
  orange: 'fr',
  outlook: 'com fr de es it pt ie at be dk cl cz hu in jp kr co.id co.th com.br com.ar com.au com.tr',
  protonmail: 'com ch',
  rambler: 'ru',
  rediffmail: 'com',
  rocketmail: 'com',
  sbcglobal: 'net',
  seznam: 'cz',
  sympatico: 'ca',
  't-online': 'de',
  talktalk: 'net co.uk',
  tiscali: 'it co.uk',
  verizon: 'net',
  virginmedia: 'com',
  virgilio: 'it',
  wanadoo: 'fr es nl',
  yahoo:
    'com co.uk fr it de es ca ie in gr se no dk pl ro nl be at ch cl cz fi hu pt cn jp co.in co.jp co.id co.nz co.za co.kr co.th com.br com.ar com.mx com.au com.hk com.tw com.sg com.ph com.vn com.my com.co com.pe com.tr com.cn',
  yandex: 'ru com eu ua by kz com.tr',
}

/** Other names that are one slip away from these. */
const OTHERS =
  'mail email ymail gotmail dotmail notmail botmail gomail gail cloud iclouds nicloud earthling chapter charger charmer chanter chatter carter harter chartier liber libera liberto liberi wahoo yahoos outlooks prontomail photonmail pocketmail bigbond gambler ramble andex jandex landex randex sandex mandex greenet treenet grange orage oranges lorange organe simpatico'.split(
    ' ',
  )

/** Endings that do not exist, by the one that was meant. */
const ENDINGS: { readonly [ending: string]: string } = {
  com: 'com.con c con cpm cim vom xom fom dom ocm cmo comm coom ccom ckm clm cok coj coml comn comcom com.com cmm ocom comj xcom vcom conm coim xon von cin kom coms copm cojm com1 c0m dcom fcom comk cm0 c.om co.m cop como come comb comd comt comq comw col cob cpn conn',
  net: 'met ner nrt nwt nte ent nett nnet neet nut ney nef nst neft enet n.et ne.t',
  org: 'ogr rog orgg prg irg orh orf orv ort oeg ofg ory otg 0rg oorg orrg o.rg or.g',
  edu: 'edi edy eud deu efu wdu eduu eddu',
  gov: 'govv gvo goc gpv',
  uk: 'ik ukk',
  nz: 'nx',
  fr: 'ft rf frr',
  de: 'ed dee dw',
  it: 'ti itt ot',
  ca: 'cs',
  cz: 'xz',
  ru: 'tu rru',
  'co.uk':
    'couk cou.k co.k co.u co.ik co.ul co.uj co.yk co.ku co.ukk co.uck c.uk o.uk co.iuk co.u.k oc.uk cco.uk coo.uk ci.uk cp.uk vo.uk xo.uk uk.co',
}

/** Endings that exist, but not with this name. */
const NEVER: { readonly [name: string]: string } = {
  gmail: 'co.uk co.in fr it es ca be net com.br com.au com.mx',
}

/**
 * The address that somebody may have meant who typed this one, with a slip in the name or the ending of its domain;
 * undefined if nothing is known to be wrong. Takes any text, and costs no more than its length.
 */
export function suggestAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase()
  if (at < 1 || domain.length > 60) return
  const meant = correctDomain(
    domain
      .replace(/\s+/g, '')
      .replace(/[,;。]/g, '.')
      .replace(/\.{2,}/g, '.')
      .replace(/\.$/, ''),
  )
  return meant && meant !== domain ? address.slice(0, at + 1).trimStart() + meant : undefined
}

function correctDomain(domain: string): string | undefined {
  const bare = domain.replace(/^www\./, '')
  const [, name = '', ending = ''] = /^([^.]+)\.?(.*)$/.exec(bare) ?? []
  return correctProvider(name, ending) ?? (ending ? correctEnding(bare) : undefined)
}

/** The domain of a provider that is one slip away. */
function correctProvider(name: string, ending: string): string | undefined {
  const joined = ending ? undefined : /^(.+)com$/.exec(name)?.[1]
  for (const provider of providersNear(joined ?? name)) {
    const endings = PROVIDERS[provider]?.split(' ') ?? []
    const meant = correctedEnding(ending)
    const known = endings.includes(meant) ? meant : endings.find((one) => isSlipBeforeCountry(ending, one))
    if (known) return `${provider}.${known}`
    const [first = ''] = endings
    // Endings of two letters are countries, one slip from each other.
    const isSlip = !ending || (first.length > 2 && isOneSlip(ending, first))
    if (isSlip || NEVER[name]?.split(' ').includes(ending)) return `${provider}.${first}`
  }
  return
}

function providersNear(name: string): string[] {
  if (Object.keys(PROVIDERS).includes(name)) return [name]
  if (name.length < 4 || OTHERS.includes(name)) return []
  return Object.keys(PROVIDERS).filter(
    // Another first letter makes another provider: fmail, hmail, zmail, pcloud, xcloud.
    (provider) =>
      provider.length > 4 &&
      isOneSlip(name, provider) &&
      !(/^(gmail|icloud)$/.test(provider) && isFirst(name, provider)),
  )
}

const isFirst = (name: string, provider: string) => name.slice(1) === provider.slice(1)

/** True for `con.br` and `combr` of `com.br`, with the same country. */
const isSlipBeforeCountry = (ending: string, meant: string) =>
  meant.includes('.') && ending.slice(-2) === meant.slice(-2) && isOneSlip(ending, meant)

/** The domain with an ending that exists. */
function correctEnding(domain: string): string | undefined {
  for (const [meant, slips] of Object.entries(ENDINGS)) {
    const slip = slips.split(' ').find((slip) => domain.endsWith(`.${slip}`))
    if (slip) return domain.slice(0, -slip.length) + meant
  }
  return
}

const correctedEnding = (ending: string) => correctEnding(`.${ending}`)?.slice(1) ?? ending

/** True if one letter was left out, added, mistyped or moved. */
function isOneSlip(typed: string, meant: string): boolean {
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start++
  let end = 0
  while (
    end < typed.length - start &&
    end < meant.length - start &&
    typed.at(-1 - end) === meant.at(-1 - end)
  )
    end++
  const middle = typed.slice(start, typed.length - end)
  const other = meant.slice(start, meant.length - end)
  if (middle.length + other.length <= 1) return typed !== meant
  if (middle.length !== other.length) return false
  return middle.length === 1 || middle.slice(1) + middle[0] === other || middle === other.slice(1) + other[0]
}
