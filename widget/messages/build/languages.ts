import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkTranslation, completeTranslation, type KeyNotes } from '../check-translation.ts'
import { directionOf } from '../direction.ts'

const FOLDER = join(import.meta.dirname, '../languages')
const NOTES: { [key: string]: KeyNotes } = readJson(join(import.meta.dirname, '../keys.json'))

/** Tags for one language or script, of which any may be a file. Without these, a tag is found by its beginning. */
const ALIASES = [
  ['nb', 'no', 'nn'],
  ['he', 'iw'],
  ['id', 'in'],
  ['yi', 'ji'],
  ['fil', 'tl'],
  ['zh-Hans', 'zh'],
  ['zh-Hant', 'zh-TW', 'zh-HK', 'zh-MO'],
]

/** One language as `AllMessages` in messages.ts has it, which the compiler cannot see in files. */
type Messages = { [group: string]: { [name: string]: string | boolean } }

/** What the language files hold: messages by tag, faults as lines, and the missing keys by tag. */
type Languages = {
  messages: { [tag: string]: Messages }
  faults: string[]
  missing: { [tag: string]: string[] }
}

/** Reads and checks every language: each is one file in `languages/`, named by its BCP 47 tag. */
export function readLanguages(folder = FOLDER): Languages {
  const english: { [key: string]: string } = readJson(join(folder, 'en.json'))
  const languages: Languages = { messages: {}, faults: [], missing: {} }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const tag = file.replace('.json', '')
    if (!isCanonical(tag)) {
      languages.faults.push(`${file}: its name is not a language tag such as pt-BR.json or zh-Hant.json`)
      continue
    }
    const { texts, faults, missing } = checkTranslation(tag, readJson(join(folder, file)), english, NOTES)
    languages.faults.push(...faults.map((fault) => `${file}: ${fault}`))
    if (missing.length > 0) languages.missing[tag] = missing
    languages.messages[tag] = messagesOf(tag, completeTranslation(tag, texts, english, NOTES))
  }
  const lacking = languages.missing['en'] ?? []
  languages.faults.push(
    ...lacking.map((key) => `en.json: ${key} is missing, and every other language needs it`),
  )
  return languages
}

/** The tags of languages by the names that match them, in lower case, the longest first; see `match-language.ts`. */
export function namesOf(tags: readonly string[]): { [name: string]: string } {
  const aliases = ALIASES.flatMap((group) => {
    const tag = group.find((one) => tags.includes(one))
    return tag === undefined ? [] : group.map((name): [string, string] => [name, tag])
  })
  const all = new Map([...aliases, ...tags.map((tag): [string, string] => [tag, tag])])
  // Where the first part of a name finds the language already, the name is not needed.
  const names = [...all].filter(
    ([name, tag]) => !name.includes('-') || all.get(name.replace(/-.*/, '')) !== tag,
  )
  return Object.fromEntries(
    names
      .map(([name, tag]): [string, string] => [name.toLowerCase(), tag])
      .sort()
      .reverse(),
  )
}

function readJson(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${basename(file)}: ${error instanceof Error ? error.message : error}`)
  }
}

function isCanonical(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}

/** Puts the texts into the groups that their keys begin with, and adds what the tag itself tells. */
function messagesOf(tag: string, texts: { [key: string]: string }): Messages {
  const groups: Messages = { label: { language: tag, dir: directionOf(tag), ...datesOf(tag) } }
  for (const [key, text] of Object.entries(texts)) {
    const [group = '', ...name] = key.split('.')
    groups[group] = { ...groups[group], [name.join('.')]: text }
  }
  const { label = {}, sentence = {}, ...others } = groups
  return { labels: label, sentences: sentence, ...others }
}

/** Twelve months, separated by spaces; and true where a birthday's day is written before its month. */
function datesOf(tag: string): { months: string; dayFirst: boolean } {
  const partsIn = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(tag, {
      ...options,
      ...{ month: 'long', calendar: 'gregory', timeZone: 'UTC' },
    }).formatToParts(time)
  const nameIn = (parts: Intl.DateTimeFormatPart[]) => parts.find(({ type }) => type === 'month')?.value ?? ''
  const months = Array.from({ length: 12 }, (_, index) => {
    const time = Date.UTC(2024, index)
    const name = partsIn({}, time)
      .map(({ value }) => value)
      .join('')
    // Greek has the genitive, as behind a day, unless there is a year.
    const isBehindDay = name === nameIn(partsIn({ day: 'numeric' }, time))
    return (isBehindDay ? nameIn(partsIn({ year: 'numeric' }, time)) : name).replace(/\s/g, '\u00a0')
  })
  const order = partsIn({ day: 'numeric' }, 0).map(({ type }) => type)
  return { months: months.join(' '), dayFirst: order.indexOf('day') < order.indexOf('month') }
}
