import type { UsedProofs } from '../admission/proof/used-proofs.ts'

/** Remembers used proofs in memory, for tests without a database. */
export function inMemoryUsedProofs(): UsedProofs {
  const used = new Set<string>()
  return { add: async (id) => used.size < used.add(id).size }
}
