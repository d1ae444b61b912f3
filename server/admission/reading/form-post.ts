/** What a form post says: the values of each name, and the names whose values could not be read with certainty. */
export type FormPost = { values: Map<string, string[]>; uncertain: Set<string> }

/** What browsers put the page's encoding into, where a form has a hidden field of this name. */
const CHARSET_FIELD = '_charset_'

/** Several times what the largest sign-up has. */
const MOST_NAMES = 500

/** Names and values as bytes, one character each. */
type Pair = [name: string, value: string]

/**
 * Reads a form post, url-encoded or multipart, in the encoding that it names, UTF-8 by default. What is not UTF-8 and names
 * no encoding is read as windows-1252, but that is a guess. Line ends become `\n`, as scripts read them. Undefined for a
 * multipart body that cannot be read, and for more names than any form has.
 */
export async function readFormPost(bytes: Uint8Array, contentType: string): Promise<FormPost | undefined> {
  const raw = Buffer.from(bytes).toString('latin1')
  const pairs = /^\s*multipart\//i.test(contentType)
    ? await multipartPairs(raw, contentType)
    : urlEncodedPairs(raw)
  if (pairs === undefined) return undefined
  const [, named = pairs.find(([name]) => name === CHARSET_FIELD)?.[1]] =
    /;\s*charset="?([\w.:-]+)/i.exec(contentType) ?? []
  const decode = decoder(named)
  const post: FormPost = { values: new Map(), uncertain: new Set() }
  for (const [rawName, rawValue] of pairs) {
    if (rawName === CHARSET_FIELD) continue
    const { text: name } = decode(rawName)
    const { text, certain } = decode(rawValue)
    if (!certain) post.uncertain.add(name)
    const values = post.values.get(name)
    const value = text.replace(/\r\n?/g, '\n')
    if (values === undefined) post.values.set(name, [value])
    else values.push(value)
    if (post.values.size > MOST_NAMES) return undefined
  }
  return post
}

function urlEncodedPairs(raw: string): Pair[] {
  const percentDecoded = (text: string) =>
    text
      .replaceAll('+', ' ')
      .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return raw
    .split('&')
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

function decoder(named: string | undefined): Decode {
  const other = namedDecoder(named)
  const decodeNamed = other ?? utf8Decoder()
  return (raw) => {
    // The same in any encoding that pages have.
    if (/^[\0-\x7f]*$/.test(raw)) return { text: other ? withoutReferences(raw) : raw, certain: true }
    try {
      const text = decodeNamed(Buffer.from(raw, 'latin1'))
      return { text: other ? withoutReferences(text) : text, certain: true }
    } catch {
      return { text: withoutReferences(fromWindows1252(Buffer.from(raw, 'latin1'))), certain: false }
    }
  }
}

type DecodeBytes = (bytes: Buffer) => string

function utf8Decoder(): DecodeBytes {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return (bytes) => decoder.decode(bytes)
}

/** Undefined for UTF-8, and for what is no encoding. */
function namedDecoder(name = 'utf-8'): DecodeBytes | undefined {
  try {
    const found = new TextDecoder(name.trim(), { fatal: true })
    if (found.encoding === 'utf-8') return undefined
    return found.encoding === 'windows-1252' ? fromWindows1252 : (bytes) => found.decode(bytes)
  } catch {
    return undefined
  }
}

/** 0x80 to 0x9f. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Most pages that are not UTF-8 are this. Node 20 decodes it as ISO 8859-1. */
function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter)
}

/** Browsers write a character that the page's encoding lacks as `&#8364;`. */
function withoutReferences(text: string): string {
  return text.replace(/&#(\d{2,7});/g, (whole, digits: string) => {
    const code = Number(digits)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}
