/** A call to the vendor that is written down, and must be made at once: before `startBy`, by this process's clock. */
export type Slot = { accessToken: string; madeAt: number; startBy: number }

/** For whoever has found that one more call is needed. They go before anything new, each in turn. */
export type Slots = {
  /** Resolves to the next slot; to undefined when there will be none soon, and what was found out is not worth keeping. */
  ask(): Promise<Slot | undefined>
  isAsked(): boolean
  give(slot: Slot): void
  /** Sends away all who ask. */
  refuse(): void
  /** Sends away all who ask from now on, too. */
  close(): void
}

/** `ring` says that somebody asks. */
export function createSlots(ring: () => void): Slots {
  let asking: ((slot: Slot | undefined) => void)[] = []
  let closed = false

  function refuse(): void {
    const all = asking
    asking = []
    for (const answer of all) answer(undefined)
  }

  return {
    ask() {
      if (closed) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        asking.push(resolve)
        ring()
      })
    },
    isAsked: () => asking.length > 0,
    give: (slot) => asking.shift()?.(slot),
    refuse,
    close() {
      closed = true
      refuse()
    },
  }
}
