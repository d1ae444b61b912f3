/** What keeps the relay from starting, in sentences that name the setting and the remedy. */
export class StartError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}
