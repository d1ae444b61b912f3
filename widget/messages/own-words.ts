// Loaded where a site gives words of its own in place of ours.

import * as en from 'virtual:languages/en'
import { SETTING_LIMITS } from '../../server/contract.ts'
import type { ConfigurationFault, Setting } from '../configuration/configuration.ts'
import { toJson } from '../json.ts'
import { datesOf } from './dates.ts'
import { directionOf } from './direction.ts'
import type { Messages } from './messages.ts'

type Texts = { [name: string]: string }
/** `outcomes`: what the site says of an accepted sign-up, by action; it wins over what the relay says. */
type OwnMessages = Messages & { outcomes: Texts }

// What is not among them follows from the language.
const { language: _language, dir: _dir, months: _months, dayFirst: _dayFirst, ...labels } = en.labels
/** The words that a site may replace, by their keys in the language files. */
const ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries({ label: labels, sentence: en.sentences, address: en.address }).flatMap(([group, texts]) =>
    Object.entries<string>(texts).map(([name, text]): [string, string] => [`${group}.${name}`, text]),
  ),
)
const ADDRESS = '{address}'
const PLURAL = /\.(zero|one|two|few|many|other)$/

/**
 * Puts a site's own words in the place of ours, by the keys of the language files: `{"label.button": "Join"}`, or its JSON.
 * `lang` names the language that they are in. What cannot be used is named, and our words stay there.
 */
export function withOwnWords<Ours extends Pick<Messages, 'labels'> & Partial<Messages>>(
  given: Setting,
  ours: Ours,
): { messages: Ours & OwnMessages; faults: ConfigurationFault[] } {
  const words = typeof given === 'string' ? parse(given) : given
  const isObject = typeof words === 'object' && words !== null && !Array.isArray(words)
  const wrong = isObject ? [] : [typeof given === 'string' ? given : toJson(given)]
  const own: { [group: string]: Texts } = {}
  let language: string | undefined
  for (const [key, text] of Object.entries(isObject ? words : {})) {
    const english = ENGLISH.get(key) ?? ENGLISH.get(key.replace(PLURAL, '.other'))
    if (key === 'lang') {
      language = canonicalTag(text)
      if (!language) wrong.push(`lang = ${shown(text)}`)
    } else if (english === undefined) wrong.push(`key “${key}”`)
    else if (!isUsable(text, english)) wrong.push(`${key} = ${shown(text)}`)
    else {
      const [group = '', ...name] = key.split('.')
      own[group] = { ...own[group], [name.join('.')]: text }
    }
  }
  const { created, updated, accepted } = own['sentence'] ?? {}
  const { sentences = en.sentences, address = en.address }: Partial<Messages> = ours
  return {
    messages: {
      ...ours,
      labels: {
        ...ours.labels,
        ...own['label'],
        ...(language && { language, dir: directionOf(language) }),
        ...(isKnown(language) && datesOf(language)),
      },
      sentences: { ...sentences, ...unnamed(own['label'], ours.labels, sentences), ...own['sentence'] },
      address: { ...address, ...unnamed(own['address'], address, address), ...own['address'] },
      outcomes: { ...(created && { created }), ...(updated && { updated }), ...(accepted && { accepted }) },
    },
    faults: wrong.map((text) => ({ attribute: 'messages', text })),
  }
}

/** Empties the sentences that call a field by our label. The sentence for any field then names it by the site's own. */
function unnamed(own: Texts = {}, ours: { [name: string]: unknown }, sentences: Texts): Texts {
  const changed = Object.keys(own).filter((name) => name !== 'consent' && own[name] !== ours[name])
  const named = changed.flatMap((name) => [`required_${name}`, `choose_${name}`])
  return Object.fromEntries(named.filter((name) => name in sentences).map((name) => [name, '']))
}

/** True for a text with none but the placeholders of ours, and short enough for a sentence of consent. */
function isUsable(text: unknown, english: string): text is string {
  if (typeof text !== 'string' || !text.trim() || text.length > SETTING_LIMITS.consent_text) return false
  const places = text.match(/\{\w+\}/g) ?? []
  // A button stands there: it needs its place, and has only one.
  const isWhole = !english.includes(ADDRESS) || places.length === 1
  return (
    isWhole && places.every((place) => english.includes(place)) && !/[{}]/.test(text.replace(/\{\w+\}/g, ''))
  )
}

/** As text, which an object may be unable to turn itself into, or only as deep as it is. */
const shown = (given: unknown) => (typeof given === 'object' && given ? '{…}' : String(given))

function canonicalTag(tag: unknown): string | undefined {
  try {
    return typeof tag === 'string' ? Intl.getCanonicalLocales(tag.trim().replace(/_/g, '-'))[0] : undefined
  } catch {
    return
  }
}

/** False for a language of which the browser knows no months: it would take those of its own. */
function isKnown(language: string | undefined): language is string {
  return language !== undefined && Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.trim())
  } catch {
    return
  }
}
