/** Which proofs have served; see `shared-proofs.ts` for all relays on one database. */
export type UsedProofs = {
  /** Remembers a proof until `expires`, in milliseconds since 1970. False where it had served before. */
  add(id: string, expires: number): Promise<boolean>
}

/** About 100 bytes each. Reached by nobody who does not solve two hundred a second for minutes. */
const MOST_REMEMBERED = 100_000

type Generation = { ids: Set<string>; lastExpires: number }
const emptyGeneration = (): Generation => ({ ids: new Set(), lastExpires: 0 })

/**
 * Remembers used proofs in memory until they expire by themselves, in two generations: the older goes when all of
 * it has expired. Where the bound is reached first it goes early: what it held could then serve once more for the
 * little time that is left, and for the address it is bound to, which is less harm than turning away everybody who
 * comes with a new one.
 */
export function createUsedProofs(now: () => number, mostRemembered = MOST_REMEMBERED): UsedProofs {
  let older = emptyGeneration()
  let younger = emptyGeneration()
  return {
    async add(id, expires) {
      if (older.ids.has(id) || younger.ids.has(id)) return false
      if (older.lastExpires <= now() || younger.ids.size >= mostRemembered / 2) {
        older = younger
        younger = emptyGeneration()
      }
      younger.ids.add(id)
      younger.lastExpires = Math.max(younger.lastExpires, expires)
      return true
    },
  }
}
