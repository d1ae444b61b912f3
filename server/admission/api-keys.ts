import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** `absent`: the request has no key. `unknown`: it has one that is not configured, which exempts it from nothing. */
export type ApiKeyCheck = 'valid' | 'unknown' | 'absent'

export type ApiKeys = {
  /** `authorization`: the header, `null` if there is none. */
  check(authorization: string | null): ApiKeyCheck
}

/**
 * Checks `Authorization: Bearer …` against configured keys, in constant time: it compares digests, under a key made for
 * this process, and always all of them. Not even the length of a key can be timed.
 */
export function createApiKeys(keys: readonly string[]): ApiKeys {
  const salt = randomBytes(32)
  const digest = (text: string) => createHmac('sha256', salt).update(text).digest()
  const known = keys.map(digest)
  return {
    check(authorization) {
      const [, sent] = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? '') ?? []
      if (sent === undefined) return 'absent'
      const sentDigest = digest(sent)
      return known.filter((key) => timingSafeEqual(key, sentDigest)).length > 0 ? 'valid' : 'unknown'
    },
  }
}
