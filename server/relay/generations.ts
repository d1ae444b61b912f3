import type { Routes } from '../routes/routes.ts'

/** Work in the background. `stop` resolves once what is pending has ended. */
type Loop = { start(): void; stop(): Promise<void> }

/** Everything of the relay that depends on the settings: its parts for one version of them. */
export type Generation = {
  app: Routes
  loops: readonly Loop[]
  /** The relay stops: from now on no visitor waits for longer than `inMs`. */
  endWaits(inMs: number): void
}

/**
 * Serves with one generation at a time. A request ends on the generation that it began with; the loops of the old one stop
 * while those of the new one start, which is like two relays on one database.
 */
export function createGenerations(first: Generation) {
  let current = first
  let isStopping = false
  /** Those that have been replaced and still end what is pending. */
  const ending = new Map<Generation, Promise<unknown>>()

  const start = ({ loops }: Generation) => {
    for (const loop of loops) loop.start()
  }
  const stop = ({ loops }: Generation) => Promise.all(loops.map((loop) => loop.stop()))

  return {
    fetch: (request: Request, bindings: object) => current.app.fetch(request, bindings),
    start: () => start(current),
    replace(next: Generation): void {
      if (isStopping) return
      const old = current
      current = next
      start(next)
      ending.set(
        old,
        stop(old).finally(() => ending.delete(old)),
      )
    },
    endWaits(inMs: number): void {
      isStopping = true
      for (const generation of [current, ...ending.keys()]) generation.endWaits(inMs)
    },
    /** Resolves once nothing is pending in any of them. */
    stop: async (): Promise<void> => {
      await Promise.all([stop(current), ...ending.values()])
    },
  }
}
