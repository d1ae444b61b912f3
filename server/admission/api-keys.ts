import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Checks `Authorization: Bearer …` (`null` if there is no header) against configured keys, in constant time: it compares
 * digests, under a key made for this process, and always all of them. Not even the length of a key can be timed.
 */
export function createApiKeys(keys: readonly string[]): (authorization: string | null) => boolean {
  const salt = randomBytes(32)
  const digest = (text: string) => createHmac('sha256', salt).update(text).digest()
  const known = keys.map(digest)
  return (authorization) => {
    const [, sent] = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? '') ?? []
    if (sent === undefined) return false
    const sentDigest = digest(sent)
    return known.filter((key) => timingSafeEqual(key, sentDigest)).length > 0
  }
}
