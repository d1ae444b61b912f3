import { readFile, stat } from 'node:fs/promises'
import { errorCode } from '../http/error-code.ts'

/** An image, and its media type. */
export type Logo = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** Readers of a mail load it too. */
const MAX_BYTES = 500_000
const TOO_LARGE = 'is larger than 500 kB'

/** How the files begin, in hex, that every browser shows and that hold no script, as SVG does. */
const BEGINNINGS = {
  'image/png': /^89504e470d0a1a0a/,
  'image/jpeg': /^ffd8ff/,
  'image/webp': /^52494646.{8}57454250/,
}

/** `why`: what is wrong with it, to follow its name. */
type ReadLogo = { kind: 'logo'; logo: Logo } | { kind: 'unusable'; why: string }

const unusable = (why: string): ReadLogo => ({ kind: 'unusable', why })

/** Reads `BRAND_LOGO`: the path of a file, or the image itself as `data:image/png;base64,…`. */
export async function readLogo(text: string): Promise<ReadLogo> {
  if (isLogoData(text)) return readLogoData(text)
  try {
    const found = await stat(text)
    // Reading a pipe would never end.
    if (!found.isFile()) return unusable('is not a file')
    return found.size > MAX_BYTES ? unusable(TOO_LARGE) : logoOf(await readFile(text))
  } catch (error) {
    return unusable(`cannot be read (${errorCode(error)})`)
  }
}

/** True for the image itself, false for the path of a file. */
export function isLogoData(text: string): boolean {
  return /^data:/i.test(text)
}

/** Reads an image in base64. What it is, is told by how it begins: its name is anybody's claim. */
export function readLogoData(text: string): ReadLogo {
  const encoded = /^data:image\/[a-z+.-]+;base64,([a-z\d+/]*={0,2})$/i.exec(text)?.[1]
  return encoded === undefined
    ? unusable('is not an image in base64')
    : logoOf(Buffer.from(encoded, 'base64'))
}

function logoOf(bytes: Buffer): ReadLogo {
  if (bytes.length > MAX_BYTES) return unusable(TOO_LARGE)
  const beginning = bytes.toString('hex', 0, 12)
  const type = Object.entries(BEGINNINGS).find(([, pattern]) => pattern.test(beginning))?.[0]
  return type === undefined
    ? unusable('is not a PNG, JPEG or WebP image')
    : { kind: 'logo', logo: { type, bytes: new Uint8Array(bytes) } }
}
