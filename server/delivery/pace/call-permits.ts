/** The right to make one call to the vendor, already written down: at once, before `startBy` by this process's clock. */
export type CallPermit = { accessToken: string; madeAt: number; startBy: number }

export type CallPermits = ReturnType<typeof createCallPermits>

/**
 * For calls that turn out to be needed while another is being made. They go before anything new, first come first served.
 * `onRequest` is called at each request.
 */
export function createCallPermits(onRequest: () => void) {
  let requests: ((permit: CallPermit | undefined) => void)[] = []
  let isClosed = false

  function refuseAll(): void {
    const refused = requests
    requests = []
    for (const answer of refused) answer(undefined)
  }

  return {
    /** Resolves to a permit; to undefined when there will be none soon, and what was looked up would be out of date by then. */
    request(): Promise<CallPermit | undefined> {
      if (isClosed) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        requests.push(resolve)
        onRequest()
      })
    },
    isRequested: () => requests.length > 0,
    grant: (permit: CallPermit) => requests.shift()?.(permit),
    refuseAll,
    /** Refuses all requests, and those that are still to come. */
    close() {
      isClosed = true
      refuseAll()
    },
  }
}
