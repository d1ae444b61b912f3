// Loaded where a page says what fields hold at first, or gives words of its own.

import { SETTING_LIMITS } from '../../server/contract.ts'
import { englishName } from '../form/address/country-names.ts'
import type { Language } from '../messages/messages.ts'
import { withOwnWords } from '../messages/own-words.ts'
import type { Configuration, ConfigurationFault, Setting } from './configuration.ts'
import type { CustomField } from './custom-fields.ts'
import { FILLABLE, pathOf, readCapture, readLinks, withCaptured } from './prefill.ts'

type Values = { [path: string]: string[] }

type PrefillParts = {
  /** Our words in the language that the visitor reads. */
  language: Language
  /** The language that the page or the form names, if any: countries may be named in it too. */
  pageTag: string
  /** The query of the page's address. */
  query?: string
  /** The address of the page when the script came: on a single-page site the form may be views away from it. */
  initialUrl: string
  /** The browser's memory of this session; reading it may throw where a page has none. */
  session?: () => Storage
}

/**
 * What the fields hold at first: the site's own values, then those of the address, then what the session remembers
 * of the address that the visitor first came to. `messages` are ours, with the site's own words in their place. What cannot
 * be read is left out, and named. `customFields` has a hidden one for each parameter that is kept.
 */
export function prefilled(
  configuration: Configuration,
  { language, pageTag, initialUrl, query = location.search, session = () => sessionStorage }: PrefillParts,
): { values: Values; customFields: CustomField[]; messages: Language; faults: ConfigurationFault[] } {
  const { prefill, prefillFrom, words } = configuration
  const said = words ? withOwnWords(words, language) : undefined
  const faults: ConfigurationFault[] = said?.faults ?? []
  const own = prefill === undefined ? {} : readPrefill(prefill)
  if (!own) faults.push({ attribute: 'prefill', text: String(prefill) })
  const links = prefillFrom === undefined ? [] : readLinks(prefillFrom)
  if (!links) faults.push({ attribute: 'prefill-from', text: String(prefillFrom) })
  faults.push(...unknownNames('prefill', Object.keys(own ?? {})))
  faults.push(...unknownNames('prefill-from', links?.map(({ path }) => path) ?? []))
  const fromAddress: Values = {}
  for (const { path, parameter } of links ?? []) {
    const value = parametersOf(query, path).get(parameter)
    if (value) fromAddress[path] = [value]
  }
  const values: Values = { ...own, ...fromAddress }
  const captured = readCapture(configuration)
  if (!captured) faults.push({ attribute: 'capture', text: String(configuration.capture) })
  for (const { path, parameter } of captured ?? []) {
    const key = `signup-widget:${parameter}`
    const first = new URL(initialUrl).search
    let value = parametersOf(query, path).get(parameter) ?? parametersOf(first, path).get(parameter)
    try {
      // The first address tells where the visitor came from; the later ones only how the site is built.
      const remembered = session().getItem(key)
      if (!remembered && value) session().setItem(key, value)
      value = remembered ?? value
    } catch {}
    if (value) values[path] = [value.slice(0, SETTING_LIMITS.custom_field_value)]
  }
  const month = values['birthday_month']?.[0]
  if (month) values['birthday_month'] = [month.trim().replace(/^0/, '')]
  const country = values[COUNTRY]?.[0]?.trim()
  if (country) {
    const name = englishName(country, pageTag || language.labels.language)
    if (name) values[COUNTRY] = [name]
    else faults.push({ attribute: COUNTRY in fromAddress ? 'prefill-from' : 'prefill', text: COUNTRY })
  }
  return { values, customFields: withCaptured(configuration), messages: said?.messages ?? language, faults }
}

const COUNTRY = 'street_address.country'

/** The paths that a field of a form may have. */
const KNOWN =
  /^(email_address|anniversary|birthday_(month|day)|(first|last)_name|job_title|company_name|phone_number|street_address\.(street|city|state|postal_code|country)|custom_fields\..+)$/

function unknownNames(attribute: string, paths: string[]): ConfigurationFault[] {
  return paths.filter((path) => !KNOWN.test(path)).map((text) => ({ attribute, text }))
}

/** Reads values given by path, or else as the query of an address. */
function readPrefill(given: Setting): Values | undefined {
  const values: Values = {}
  const entries = typeof given === 'string' ? entriesOf(given) : Object.entries(given)
  for (const [name, value] of entries) {
    const path = pathOf(name)
    if (!FILLABLE.test(path)) return
    values[path] = [...(values[path] ?? []), `${value}`]
  }
  return values
}

function entriesOf(query: string): [name: string, value: string][] {
  return query.split('&').flatMap((pair) => {
    const [[name = ''] = []] = new URLSearchParams(pair)
    return [...parametersOf(pair, pathOf(name))]
  })
}

/**
 * Reads a query for the field at `path`. A plus stands for a space in one, but people write it as it is: in an address it
 * belongs there, and in a phone number where no digit is before it.
 */
function parametersOf(given: string, path: string): URLSearchParams {
  const query = inUtf8(given)
  if (path === 'email_address') return new URLSearchParams(query.replace(/\+/g, '%2B'))
  if (path === 'phone_number') return new URLSearchParams(query.replace(/(^|[^\w)%])\+/g, '$1%2B'))
  return new URLSearchParams(query)
}

/** Pages and mails that are not in UTF-8 link in their own encoding, mostly windows-1252: `M%FCller`. */
function inUtf8(query: string): string {
  return query.replace(/(%[\da-f]{2})+/gi, (escapes) => {
    try {
      decodeURIComponent(escapes)
      return escapes
    } catch {
      const decoder = new TextDecoder('windows-1252')
      const letter = (hex: string) => decoder.decode(Uint8Array.of(Number.parseInt(hex, 16)))
      return escapes.replace(/%([89a-f][\da-f])/gi, (_, hex: string) => encodeURIComponent(letter(hex)))
    }
  })
}
