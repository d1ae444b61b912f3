/** A form post: the values of each name, and the names whose values could not be read with certainty. */
type FormPost = { values: Map<string, string[]>; uncertain: Set<string> }

/** What browsers put the page's encoding into, where a form has a hidden field of this name. */
const CHARSET_FIELD = '_charset_'

/** Many times what the largest form has, hidden fields included. */
const MOST_PAIRS = 2000

/** Names and values as bytes, one character each. */
type Pair = [name: string, value: string]

/**
 * Reads a form post, url-encoded or multipart, in the encoding that it names. Where it names none that is UTF-8, or else
 * windows-1252, which browsers send from pages without an encoding; a text that does not look like it is uncertain. Line
 * ends become `\n`, as scripts read them. Undefined for a multipart body that cannot be read, and for more values than
 * any form has.
 */
export async function readFormPost(bytes: Uint8Array, contentType: string): Promise<FormPost | undefined> {
  const raw = Buffer.from(bytes).toString('latin1')
  const pairs = /^\s*multipart\//i.test(contentType)
    ? await multipartPairs(raw, contentType)
    : urlEncodedPairs(raw)
  if (pairs === undefined || pairs.length > MOST_PAIRS) return undefined
  const [, named = pairs.find(([name]) => name === CHARSET_FIELD)?.[1]] =
    /;\s*charset="?([\w.:-]+)/i.exec(contentType) ?? []
  const decode = named === undefined ? guessedDecoder(pairs) : namedDecoder(named)
  const post: FormPost = { values: new Map(), uncertain: new Set() }
  for (const [rawName, rawValue] of pairs) {
    if (rawName === CHARSET_FIELD) continue
    const { text: name } = decode(rawName)
    const { text, certain } = decode(rawValue)
    if (!certain) post.uncertain.add(name)
    const values = post.values.get(name) ?? []
    values.push(text.replace(/\r\n?/g, '\n'))
    post.values.set(name, values)
  }
  return post
}

function urlEncodedPairs(raw: string): Pair[] {
  const percentDecoded = (text: string) =>
    text
      .replaceAll('+', ' ')
      .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return raw
    .split('&', MOST_PAIRS + 1)
    .filter((pair) => pair !== '')
    .map((pair): Pair => {
      const end = pair.indexOf('=')
      const [name, value] = end < 0 ? [pair, ''] : [pair.slice(0, end), pair.slice(end + 1)]
      return [percentDecoded(name), percentDecoded(value)]
    })
}

/** The contents of files are left out. An empty file is what a browser sends for none. */
async function multipartPairs(raw: string, contentType: string): Promise<Pair[] | undefined> {
  try {
    // Re-encoded, so that the parser, which knows only UTF-8, gives back one character for each byte.
    const form = await new Response(raw, { headers: { 'content-type': contentType } }).formData()
    return [...form].flatMap(([name, value]): Pair[] => {
      if (typeof value === 'string') return [[name, value]]
      return value.size > 0 || value.name !== '' ? [[name, '']] : []
    })
  } catch {
    return undefined
  }
}

type Decode = (raw: string) => { text: string; certain: boolean }
/** Undefined for what the encoding does not have. */
type DecodeBytes = (raw: string) => string | undefined

/** In any encoding that pages have, this is the same. */
const ASCII = /^\p{ASCII}*$/u
/** What nobody writes in a language of windows-1252: letters that it lacks, many others in a row, or nothing else. */
const FOREIGN = /[\x80-\x9f]|\P{ASCII}{4}|^\P{ASCII}{2,}$/u

/** For a post that names no encoding: all its texts together show which it is. */
function guessedDecoder(pairs: readonly Pair[]): Decode {
  if (pairs.flat().some((raw) => !ASCII.test(raw) && utf8(raw) !== undefined)) return namedDecoder('utf-8')
  return (raw) => {
    const text = windows1252(raw)
    return { text: withoutReferences(text, 0x100), certain: !FOREIGN.test(text) }
  }
}

function namedDecoder(name: string): Decode {
  const decode = bytesDecoder(name)
  return (raw) => {
    const text = ASCII.test(raw) ? raw : decode(raw)
    if (text === undefined) return { text: withoutReferences(windows1252(raw)), certain: false }
    return { text: decode === utf8 ? text : withoutReferences(text), certain: true }
  }
}

/** UTF-8 for what is no encoding. */
function bytesDecoder(name: string): DecodeBytes {
  try {
    const found = new TextDecoder(name.trim(), { fatal: true })
    if (found.encoding === 'utf-8') return utf8
    return found.encoding === 'windows-1252' ? windows1252 : (raw) => decodedBy(found, raw)
  } catch {
    return utf8
  }
}

function decodedBy(decoder: TextDecoder, raw: string): string | undefined {
  try {
    return decoder.decode(Buffer.from(raw, 'latin1'))
  } catch {
    return undefined
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8: DecodeBytes = (raw) => decodedBy(UTF_8, raw)

/** 0x80 to 0x9f. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Most pages that are not UTF-8 are this. Node 20 decodes it as ISO 8859-1. */
function windows1252(raw: string): string {
  return raw.replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter)
}

/** Browsers write a character that the page's encoding lacks as `&#8364;`. `from`: the first that it may lack. */
function withoutReferences(text: string, from = 0): string {
  return text.replace(/&#(\d{2,7});/g, (whole, digits: string) => {
    const code = Number(digits)
    return code >= from && code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}
