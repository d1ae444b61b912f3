import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './secrets.ts'

/** `stale` says that an older key opened it: seal it again before that key is removed. */
type Opened = { kind: 'opened'; text: string; stale: boolean } | { kind: 'failed' }

/** Encrypts texts in the database. `boundTo` ties a sealed text to its place, such as the id of its row. */
export type Seal = ReturnType<typeof createSeal>

type Key = { id: string; bytes: Buffer }

const FORMAT = 'v1'
const CIPHER = 'aes-256-gcm'
/** NIST SP 800-38D: 96 bits is the size of a nonce that needs no extra hashing, 128 bits the full tag. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const SHAPE = /^v1\.([\w-]{8})\.([\w-]+)$/

/**
 * A seal for one purpose. Each secret key gives one AES-256-GCM key by HKDF-SHA256, different for every purpose.
 * The first key seals and every key opens, so a key is replaced by naming `new,old` for a while.
 * A sealed text is `v1.<key id>.<nonce, ciphertext and tag as base64url>`.
 */
export function createSeal(secretKeys: readonly string[], purpose: string) {
  const keys = secretKeys.map((secret) => keyFrom(secret, purpose))
  const [newest] = keys
  if (newest === undefined) throw new Error('A seal needs at least one secret key.')

  return {
    seal(text: string, boundTo = ''): string {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, newest.bytes, nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(associatedData(newest.id, boundTo))
      const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${FORMAT}.${newest.id}.${body.toString('base64url')}`
    },

    open(sealed: string, boundTo = ''): Opened {
      const [, id, encoded = ''] = SHAPE.exec(sealed) ?? []
      const key = keys.find((candidate) => candidate.id === id)
      const text = key && decrypt(key, Buffer.from(encoded, 'base64url'), boundTo)
      return text === undefined ? { kind: 'failed' } : { kind: 'opened', text, stale: key !== newest }
    },
  }
}

function decrypt(key: Key, body: Buffer, boundTo: string): string | undefined {
  if (body.length < NONCE_BYTES + TAG_BYTES) return undefined
  const nonce = body.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(key.id, boundTo))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

function associatedData(keyId: string, boundTo: string): Buffer {
  return Buffer.from(`${FORMAT}.${keyId}.${boundTo}`, 'utf8')
}

/** The id is derived separately from the key, so that it tells keys apart but reveals nothing about them. */
function keyFrom(secret: string, purpose: string): Key {
  const id = deriveKey(secret, `key id, ${purpose}`, 6).toString('base64url')
  return { id, bytes: deriveKey(secret, `key, ${purpose}`) }
}
