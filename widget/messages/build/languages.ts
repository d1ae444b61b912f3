import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkTranslation, completeTranslation, type KeyNotes } from '../check-translation.ts'
import { datesOf } from '../dates.ts'
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
  ['ro', 'mo'],
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
  for (const file of readdirSync(folder).filter((name) => !/^\.|\.md$/.test(name))) {
    const [, tag] = /^(.*)\.json$/.exec(file) ?? []
    if (tag === undefined || !isCanonical(tag)) {
      languages.faults.push(`${file}: its name is not a language tag such as pt-BR.json or zh-Hant.json`)
      continue
    }
    const { texts, faults, missing } = checkTranslation(tag, readJson(join(folder, file)), english, NOTES)
    const twice = keysTwice(join(folder, file)).map((key) => `${key} is there twice`)
    languages.faults.push(...[...twice, ...faults].map((fault) => `${file}: ${fault}`))
    if (missing.length > 0) languages.missing[tag] = missing
    languages.messages[tag] = messagesOf(tag, completeTranslation(tag, texts, english, NOTES))
  }
  const lacking = languages.missing['en'] ?? []
  languages.faults.push(
    ...lacking.map((key) => `en.json: ${key} is missing, and every other language needs it`),
  )
  return languages
}

/** The tags of languages by the names that a reader's tag may begin with, in lower case, the longest first. */
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

/**
 * A pattern, to ignore case, for tags with commas between: its second group is the longest name of the first language that
 * is among these. Written as short as can be, since it is part of the script.
 */
export function patternOf(names: readonly string[]): string {
  const varieties = new Map<string, string[]>()
  for (const name of names) {
    const [language = '', ...variety] = name.split('-')
    varieties.set(language, [...(varieties.get(language) ?? []), variety.join('-')])
  }
  const alone = new Map<string, string>()
  const alternatives: string[] = []
  for (const [language, all] of varieties) {
    const found = all.filter(Boolean).join('|')
    const [initial = '', ...others] = language
    if (found) alternatives.push(`${language}(-(${found}))${all.includes('') ? '?' : ''}`)
    else if (others.length === 1) alone.set(initial, `${alone.get(initial) ?? ''}${others}`)
    else alternatives.push(language)
  }
  for (const [initial, others] of alone)
    alternatives.push(others.length === 1 ? initial + others : `${initial}[${others}]`)
  return `(^|,)(${alternatives.sort().join('|')})(?![a-z])`
}

/** Keys of which JSON takes only the last text. */
function keysTwice(file: string): string[] {
  const strings = readFileSync(file, 'utf8').matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)
  const keys = [...strings].flatMap(([, key = '', colon]) => (colon ? [key] : []))
  return keys.filter((key, index) => keys.indexOf(key) < index)
}

function readJson(file: string) {
  try {
    const texts: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof texts !== 'object' || texts === null || Array.isArray(texts))
      throw new Error('it is not an object of texts by their keys')
    return Object.fromEntries(Object.entries(texts))
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
