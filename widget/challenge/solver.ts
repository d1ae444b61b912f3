/** Tries the numbers from `from` up to, but not including, `to`. Returns the solution, or -1. */
export type Search = (from: number, to: number) => number

/**
 * Looks for the number whose digits, appended to `salt`, have the SHA-256 digest `challenge` (in hexadecimal). Uses its own
 * SHA-256, because a page on plain http has no `crypto.subtle`, and elsewhere calling it for each number costs more than
 * the hashing. The blocks that are filled by the salt are digested once for all numbers.
 *
 * The function uses nothing from outside itself, because its own text runs in the worker.
 */
export function createSearch(salt: string, challenge: string): Search {
  const BLOCK_BYTES = 64
  const ROUNDS = 64
  const constants = new Int32Array(ROUNDS)
  const initial = new Int32Array(8)
  const schedule = new Int32Array(ROUNDS)
  const target = new Int32Array(8).map((_, i) => Number.parseInt(challenge.slice(i * 8, i * 8 + 8), 16) | 0)

  // FIPS 180-4, 4.2.2 and 5.3.3: fractions of the cube roots and square roots of the first primes.
  const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0
  for (let candidate = 2, found = 0; found < ROUNDS; candidate += 1) {
    let divisor = 2
    while (candidate % divisor !== 0) divisor += 1
    if (divisor < candidate) continue
    if (found < 8) initial[found] = fraction(Math.sqrt(candidate))
    constants[found] = fraction(Math.cbrt(candidate))
    found += 1
  }

  /** FIPS 180-4, 6.2.2: takes the state `before`, and the block in the first 16 words of `schedule`, to `after`. */
  function compress(before: Int32Array, after: Int32Array): void {
    for (let i = 16; i < ROUNDS; i += 1) {
      const x = schedule[i - 15] ?? 0
      const y = schedule[i - 2] ?? 0
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      schedule[i] = (schedule[i - 16] ?? 0) + s0 + (schedule[i - 7] ?? 0) + s1
    }
    let a = before[0] ?? 0
    let b = before[1] ?? 0
    let c = before[2] ?? 0
    let d = before[3] ?? 0
    let e = before[4] ?? 0
    let f = before[5] ?? 0
    let g = before[6] ?? 0
    let h = before[7] ?? 0
    for (let i = 0; i < ROUNDS; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const choice = g ^ (e & (f ^ g))
      const t1 = (h + s1 + choice + (constants[i] ?? 0) + (schedule[i] ?? 0)) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const majority = (a & b) | (c & (a | b))
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + s0 + majority) | 0
    }
    after[0] = (before[0] ?? 0) + a
    after[1] = (before[1] ?? 0) + b
    after[2] = (before[2] ?? 0) + c
    after[3] = (before[3] ?? 0) + d
    after[4] = (before[4] ?? 0) + e
    after[5] = (before[5] ?? 0) + f
    after[6] = (before[6] ?? 0) + g
    after[7] = (before[7] ?? 0) + h
  }

  /** Puts 64 bytes from `offset` on into the schedule, big-endian. */
  function load(bytes: DataView, offset: number): void {
    for (let i = 0; i < 16; i += 1) schedule[i] = bytes.getInt32(offset + i * 4)
  }

  const saltBytes = new TextEncoder().encode(salt)
  const afterSalt = initial.slice()
  const whole = saltBytes.length - (saltBytes.length % BLOCK_BYTES)
  for (let offset = 0; offset < whole; offset += BLOCK_BYTES) {
    load(new DataView(saltBytes.buffer), offset)
    compress(afterSalt, afterSalt)
  }
  const rest = saltBytes.subarray(whole)

  /** The last one or two blocks: the rest of the salt, room for the digits, and the padding of FIPS 180-4, 5.1.1. */
  function tailFor(digits: number): Uint8Array<ArrayBuffer> {
    const used = rest.length + digits
    const tail = new Uint8Array(used + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES)
    tail.set(rest)
    tail[used] = 0x80
    new DataView(tail.buffer).setUint32(tail.length - 4, (whole + used) * 8)
    return tail
  }

  const state = new Int32Array(8)
  let digits = 0
  let tail = new Uint8Array(0)
  let view = new DataView(tail.buffer)

  function fits(number: number): boolean {
    const text = String(number)
    if (text.length !== digits) {
      digits = text.length
      tail = tailFor(digits)
      view = new DataView(tail.buffer)
    }
    for (let i = 0; i < digits; i += 1) tail[rest.length + i] = text.charCodeAt(i)
    load(view, 0)
    compress(afterSalt, state)
    if (tail.length > BLOCK_BYTES) {
      load(view, BLOCK_BYTES)
      compress(state, state)
    }
    return state[0] === target[0] && target.every((word, i) => word === state[i])
  }

  return (from, to) => {
    for (let number = from; number < to; number += 1) if (fits(number)) return number
    return -1
  }
}
