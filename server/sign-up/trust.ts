/**
 * What a sign-up has shown of itself, as the number it is kept by. `proven`: it came with a proof of work or a server's
 * key, or its contact has confirmed it. `ordinary`: nothing about it gave a reason to ask for proof. `doubtful`: something
 * did, and nothing was shown.
 */
export const TRUST = { doubtful: 0, ordinary: 1, proven: 2 } as const
export type Trust = keyof typeof TRUST
