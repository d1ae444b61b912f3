import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** `absent`: an ordinary request. `unknown`: a key that is none of ours, which frees from nothing. */
export type ApiKeyCheck = 'valid' | 'unknown' | 'absent'

export type ApiKeys = {
  /** `authorization` is the header as it came, `null` when there is none. */
  check(authorization: string | null): ApiKeyCheck
}

/**
 * Servers that post for others show one of `API_KEYS` as `Authorization: Bearer …`. The time an answer takes says
 * nothing about any key, not even its length: what is compared are digests under a key made for this process, and
 * all of them are, whichever fits.
 */
export function createApiKeys(keys: readonly string[]): ApiKeys {
  const salt = randomBytes(32)
  const digest = (text: string) => createHmac('sha256', salt).update(text).digest()
  const known = keys.map(digest)
  return {
    check(authorization) {
      const [, shown] = /^bearer +(\S+)$/i.exec(authorization?.trim() ?? '') ?? []
      if (shown === undefined) return 'absent'
      const asked = digest(shown)
      return known.filter((key) => timingSafeEqual(key, asked)).length > 0 ? 'valid' : 'unknown'
    },
  }
}
