/** What translators must know of a key; `keys.json` has one of these for each. */
export type KeyNotes = {
  /** Where the text stands, and what else to know of it. */
  where: string
  /** The most characters. */
  max: number
  /** What stands for each `{name}` in the text. The text has them all, and no others. */
  places?: { readonly [name: string]: string }
  /** True: the key has one text for each plural category of the language, such as `key.one` and `key.other`, by `{n}`. */
  plural?: true
}

type Notes = { readonly [key: string]: KeyNotes }
type Texts = { readonly [key: string]: string }

/** A translation by its keys, `faults` that have to be corrected, and the keys that are missing or still English. */
type CheckedTranslation = { texts: Texts; faults: string[]; missing: string[] }

/** More than any plural rule needs to show all its categories of whole numbers that occur. */
const LARGEST = 200

/** Shorter texts may be the same in both languages, such as `Eircode`. */
const LONG = 20

/** Checks the texts of one language, given by its BCP 47 tag, against the notes on the keys. */
export function checkTranslation(
  tag: string,
  given: unknown,
  english: Texts,
  notes: Notes,
): CheckedTranslation {
  const expected = keysOf(tag, notes)
  const texts = Object.fromEntries(
    Object.entries(Object(given)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const faults = Object.keys(Object(given)).flatMap((key) => {
    const notes = expected.get(key)
    if (!notes) return [`${key} is not a key of keys.json, or not a plural of this language`]
    const text = texts[key]
    const found = text === undefined ? ['is not a text'] : faultsOf(tag, text, notes)
    return found.map((fault) => `${key} ${fault}: ${JSON.stringify(Object(given)[key])}`)
  })
  const isMissing = (key: string) => {
    const text = texts[key]
    return text === undefined || (!/^en\b/.test(tag) && text.length > LONG && text === english[key])
  }
  return { texts, faults, missing: [...expected.keys()].filter(isMissing) }
}

/** All texts of a language: a plural that is missing is its `other`, and anything else is English. */
export function completeTranslation(tag: string, texts: Texts, english: Texts, notes: Notes): Texts {
  const all = [...keysOf(tag, notes).keys()].map((key) => {
    const other = key.replace(/\.[a-z]+$/, '.other')
    return [key, texts[key] ?? texts[other] ?? english[key] ?? english[other] ?? '']
  })
  return Object.fromEntries(all)
}

type ExpectedKey = KeyNotes & {
  /** True for a plural category of a single number, whose text may say the number in words. */
  isOneNumber?: boolean
}

/** Every key that a language has, with the plural categories of its whole numbers. */
function keysOf(tag: string, notes: Notes): Map<string, ExpectedKey> {
  const rules = new Intl.PluralRules(tag)
  const numbers = Array.from({ length: LARGEST }, (_, index) => rules.select(index + 1))
  return new Map(
    Object.entries(notes).flatMap(([key, about]): [string, ExpectedKey][] =>
      about.plural
        ? [...new Set([...numbers, 'other'])].map((category) => [
            `${key}.${category}`,
            { ...about, isOneNumber: numbers.filter((one) => one === category).length === 1 },
          ])
        : [[key, about]],
    ),
  )
}

function faultsOf(tag: string, text: string, { max, places = {}, isOneNumber }: ExpectedKey): string[] {
  const faults: string[] = []
  const named = Object.keys(places)
  const found = [...text.matchAll(/\{(.*?)\}/g)].map(([, name = '']) => name)
  for (const name of found) if (!named.includes(name)) faults.push(`must not have {${name}}`)
  for (const name of named) {
    const times = found.filter((one) => one === name).length
    if (times > 1) faults.push(`has {${name}} twice`)
    if (times === 0 && !(name === 'n' && isOneNumber)) faults.push(`lacks {${name}}`)
  }
  if (/[{}]/.test(text.replace(/\{.*?\}/g, ''))) faults.push('has half a pair of braces')
  const length = [...text].length
  if (length > max) faults.push(`has ${length} characters, and there is room for ${max}`)
  if (!text.trim()) faults.push('is empty')
  else if (/^\s|\s$|\s{2}|[\n\r\t]/.test(text)) faults.push('has a space too many')
  if (/[<>]/.test(text)) faults.push('has markup')
  if (INVISIBLE.test(text)) faults.push('has a character that nobody can see')
  if (FRENCH.test(tag) && LACKS_FRENCH_SPACE.test(text)) {
    faults.push('needs a no-break space before each of : ; ! ? » and behind «')
  }
  return faults
}

/** Not the joiners and marks of direction, which many scripts need. */
const INVISIBLE = /(?![\n\r\t])\p{Cc}|[\u200b\u202a-\u202e\u2060\ufeff\ufffd]/u

/** In Canada only a colon has a space before it. */
const FRENCH = /^fr(?!-CA\b)\b/

/** Not in times (16:30) and addresses (https://). */
const LACKS_FRENCH_SPACE = /(?<![\u00a0\u202f!?])([;!?»]|:(?!\/\/|(?<=\d:)\d))|«(?![\u00a0\u202f])/
