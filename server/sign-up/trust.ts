/**
 * How far a sign-up is trusted, with the number that is stored. `proven`: it came with a proof or an API key, or its contact
 * confirmed it. `ordinary`: nothing about it was suspicious. `doubtful`: something was, and it carried no proof.
 */
export const TRUST = { doubtful: 0, ordinary: 1, proven: 2 } as const
export type Trust = keyof typeof TRUST
