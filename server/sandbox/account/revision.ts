import type { Identifiers } from './identifiers.ts'

/** A name for the state as it is now, which no other state has or had, not even before a restart. */
export type Revision = { current(): string; next(): void }

export function createRevision(identifiers: Identifiers): Revision {
  const session = identifiers.opaque(6)
  let changes = 0
  return {
    current: () => `${session}-${changes}`,
    next() {
      changes += 1
    },
  }
}
