import { readFile, stat } from 'node:fs/promises'

/** An image, and its media type. */
export type Logo = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** Readers of a mail load it too. */
const MAX_KB = 500

/** How the files begin, in hex, that every browser shows and that hold no script, as SVG does. */
const BEGINNINGS = {
  'image/png': /^89504e470d0a1a0a/,
  'image/jpeg': /^ffd8ff/,
  'image/webp': /^52494646.{8}57454250/,
}

/** Reads `BRAND_LOGO`. `why`: what is wrong with the file, to follow its name. */
export async function readLogo(
  path: string,
): Promise<{ kind: 'logo'; logo: Logo } | { kind: 'unusable'; why: string }> {
  const unusable = (why: string) => ({ kind: 'unusable' as const, why })
  try {
    const found = await stat(path)
    // Reading a pipe would never end.
    if (!found.isFile()) return unusable('is not a file')
    if (found.size > MAX_KB * 1000) return unusable(`is larger than ${MAX_KB} kB`)
    const bytes = await readFile(path)
    const beginning = bytes.toString('hex', 0, 12)
    const type = Object.entries(BEGINNINGS).find(([, pattern]) => pattern.test(beginning))?.[0]
    return type === undefined
      ? unusable('is not a PNG, JPEG or WebP image')
      : { kind: 'logo', logo: { type, bytes: new Uint8Array(bytes) } }
  } catch (error) {
    return unusable(
      `cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown error'})`,
    )
  }
}
