/** Remembers which proofs were used; `shared-proofs.ts` does so for all relays on one database. */
export type UsedProofs = {
  /** Remembers a proof until `expires`, in milliseconds since 1970. False if it was used before. */
  add(id: string, expires: number): Promise<boolean>
}

/** About 100 bytes each. Only reached by solving two hundred a second for minutes. */
const MAX_REMEMBERED = 100_000

type Generation = { ids: Set<string>; lastExpires: number }
const emptyGeneration = (): Generation => ({ ids: new Set(), lastExpires: 0 })

/**
 * Remembers used proofs in memory until they expire, in two generations: the older is dropped once all of it has expired.
 * If the bound is reached first it is dropped early: its proofs could then be used once more, for the same address and the
 * few minutes left, which does less harm than refusing everybody with a new one.
 */
export function createUsedProofs(now: () => number, maxRemembered = MAX_REMEMBERED): UsedProofs {
  let older = emptyGeneration()
  let younger = emptyGeneration()
  return {
    async add(id, expires) {
      if (older.ids.has(id) || younger.ids.has(id)) return false
      if (older.lastExpires <= now() || younger.ids.size >= maxRemembered / 2) {
        older = younger
        younger = emptyGeneration()
      }
      younger.ids.add(id)
      younger.lastExpires = Math.max(younger.lastExpires, expires)
      return true
    },
  }
}
