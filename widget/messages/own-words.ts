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
    } else if (english === undefined) wrong.push(key)
    else if (!isUsable(text, english)) wrong.push(`${key} = ${shown(text)}`)
    else {
      const [group = '', ...name] = key.split('.')
      own[group] = { ...own[group], [name.join('.')]: text }
    }
  }
  const { created, updated, accepted } = own['sentence'] ?? {}
  return {
    messages: {
      ...ours,
      labels: {
        ...ours.labels,
        ...own['label'],
        ...(language && { language, dir: directionOf(language), ...datesOf(language) }),
      },
      sentences: { ...(ours.sentences ?? en.sentences), ...own['sentence'] },
      address: { ...(ours.address ?? en.address), ...own['address'] },
      outcomes: { ...(created && { created }), ...(updated && { updated }), ...(accepted && { accepted }) },
    },
    faults: wrong.map((text) => ({ attribute: 'messages', text })),
  }
}

/** True for a text with none but the placeholders of ours, and short enough for a sentence of consent. */
function isUsable(text: unknown, english: string): text is string {
  if (typeof text !== 'string' || !text.trim() || text.length > SETTING_LIMITS.consent_text) return false
  return [...text.matchAll(/\{\w*\}/g)].every(([place]) => english.includes(place))
}

/** As text, which an object may be unable to turn itself into, or only as deep as it is. */
const shown = (given: unknown) => (typeof given === 'object' && given ? '{…}' : String(given))

function canonicalTag(tag: unknown): string | undefined {
  try {
    return Intl.getCanonicalLocales(`${tag}`.replace(/_/g, '-'))[0]
  } catch {
    return
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.trim())
  } catch {
    return
  }
}
