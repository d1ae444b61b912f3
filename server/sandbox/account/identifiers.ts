import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'

/** A source of random bytes; tests pass a seeded one. */
export type Random = (bytes: number) => Uint8Array

export type Identifiers = {
  /** A new UUID in lower case. */
  uuid(): string
  /** A URL-safe string of `bytes` random bytes. */
  opaque(bytes: number): string
}

export function createIdentifiers(random: Random = randomBytes): Identifiers {
  return {
    uuid() {
      const hex = Buffer.from(random(16)).toString('hex')
      const variant = (Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant.toString(16)}${hex.slice(17, 20)}`,
        hex.slice(20),
      ].join('-')
    },
    opaque: (bytes) => Buffer.from(random(bytes)).toString('base64url'),
  }
}
