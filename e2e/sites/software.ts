/** Third-party software that sites are built with. The tests download it; it is never part of this project. */
export type Software = {
  name: string
  /** The part that is not installed; undefined when everything is. */
  missing(): string | undefined
  /** The installed version. */
  version(): string
  /** Downloads it, or throws. */
  install(): Promise<void>
  /** What to do when it cannot be downloaded. */
  remedy: string
}
