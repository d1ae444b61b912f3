import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from '../../http/parse-json.ts'
import { deriveKey, isSameSecret } from '../../store/secrets.ts'
import { isFromFastClock } from '../../time/clock-skew.ts'
import { MINUTE_MS } from '../../time/duration.ts'
import { CLOCKS_DIFFER_MS, type UsedProofs } from './used-proofs.ts'

/** A challenge of the ALTCHA protocol, version 1: find the number up to `maxnumber` that gives the digest. */
export type Challenge = {
  algorithm: 'SHA-256'
  /** SHA-256 of salt and number, in hexadecimal. */
  challenge: string
  maxnumber: number
  /** `<random>?expires=<seconds since 1970>&for=<keyed hash of the address>&` */
  salt: string
  /** HMAC-SHA256 of the digest, in hexadecimal. */
  signature: string
}

/**
 * `used`: it was used before. `wrong`: it is not a solution, not of our challenge, or for another address. All but `ok` are
 * answered with a new challenge, which the widget solves in the background.
 */
type ProofCheck = 'ok' | 'expired' | 'used' | 'wrong'

export type Proofs = ReturnType<typeof createProofs>

type Options = {
  /** The first key signs, every key verifies, so that keys can be rotated. */
  secretKeys: readonly string[]
  used: UsedProofs
  now: () => number
  maxnumber?: number
}

/**
 * How many numbers a solver must try at most; on average it is half of them. In Chromium with the processor slowed six
 * times that takes about 150 ms on average, and 260 ms at most (e2e/bench/solver.bench.ts).
 */
export const DIFFICULTY = 50_000
/** The widget answers within seconds; a phone may sleep in between. */
const LIFETIME_MS = 5 * MINUTE_MS
const RANDOM_BYTES = 12
const BINDING_BYTES = 16
/**
 * The final `&` separates the salt from the number that follows. Without it a digit could be moved from the number into
 * the time, so that a solved challenge would live longer (GHSA-6gvq-jcmp-8959).
 */
const SALT = /^(?<id>[\da-f]{24})\?expires=(?<expires>\d{10})&for=(?<binding>[\w-]{22})&$/

const solution = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string(),
  number: z.int().nonnegative(),
  salt: z.string().regex(SALT),
  signature: z.string(),
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function createSigner(secret: string) {
  const key = deriveKey(secret, 'key, proof of work')
  const hmac = (text: string) => createHmac('sha256', key).update(text)
  return {
    sign: (challenge: string) => hmac(challenge).digest('hex'),
    /** Binds a challenge to an address without revealing it. */
    bind: (id: string, addressKey: string) =>
      hmac(`${id} for ${addressKey}`).digest().subarray(0, BINDING_BYTES).toString('base64url'),
  }
}

/** Proof of work for one sign-up: signed, bound to an address, short-lived, usable once. */
export function createProofs({ secretKeys, used, now, maxnumber = DIFFICULTY }: Options) {
  const signers = secretKeys.map(createSigner)
  const [newest] = signers
  if (newest === undefined) throw new Error('Proofs need at least one secret key.')

  return {
    /** A new challenge that only a sign-up of this address can use. */
    challenge(addressKey: string): Challenge {
      const id = randomBytes(RANDOM_BYTES).toString('hex')
      const expires = Math.floor((now() + LIFETIME_MS) / 1000)
      const salt = `${id}?expires=${expires}&for=${newest.bind(id, addressKey)}&`
      const challenge = sha256(`${salt}${randomInt(maxnumber + 1)}`)
      return { algorithm: 'SHA-256', challenge, maxnumber, salt, signature: newest.sign(challenge) }
    },

    /** Checks what the widget sent as `proof`, and marks it as used if it is right. */
    async verify(proof: string, addressKey: string): Promise<ProofCheck> {
      const found = solution.safeParse(parseJson(Buffer.from(proof, 'base64').toString('utf8'))).data
      const { id = '', expires = '', binding = '' } = SALT.exec(found?.salt ?? '')?.groups ?? {}
      if (found === undefined || !isSameSecret(found.challenge, sha256(`${found.salt}${found.number}`)))
        return 'wrong'
      const signer = signers.find(({ sign }) => isSameSecret(sign(found.challenge), found.signature))
      if (signer === undefined || !isSameSecret(signer.bind(id, addressKey), binding)) return 'wrong'
      const expiresMs = Number(expires) * 1000
      const isEarly = isFromFastClock(expiresMs, now(), LIFETIME_MS + CLOCKS_DIFFER_MS)
      if (expiresMs <= now() || isEarly) return 'expired'
      return (await used.add(id, expiresMs)) ? 'ok' : 'used'
    },
  }
}
