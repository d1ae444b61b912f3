import type { KeyedHash } from '../store/keyed-hash.ts'
import { isSameSecret } from '../store/secrets.ts'

const SHAPE = /^([\w-]{22})\.([\w-]{22})$/

export type Links = ReturnType<typeof createLinks>

/**
 * The token in a link: the confirmation's id and the relay's signature. The database holds only the id, so a copy of the
 * database is not enough to make a link; and a repeated mail has the same link, since the token can be made again.
 */
export function createLinks(keyedHash: KeyedHash) {
  const signature = (id: string) => keyedHash(`confirmation link\n${id}`)
  return {
    tokenOf: (id: string) => `${id}.${signature(id)}`,
    /** The id in a token; undefined where the signature is wrong. */
    idOf(token: string): string | undefined {
      const [, id, signed] = SHAPE.exec(token) ?? []
      if (id === undefined || signed === undefined) return undefined
      return isSameSecret(signed, signature(id)) ? id : undefined
    },
  }
}
