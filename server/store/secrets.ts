import { hkdfSync, timingSafeEqual } from 'node:crypto'

/** A key for one purpose, from one of `SECRET_KEY`. */
export function deriveKey(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'signup-widget', purpose, bytes))
}

/** Compares in constant time texts of the same length. */
export function isSameSecret(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
