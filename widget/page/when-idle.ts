/** How long a form that stands already may wait for its script, where the page is never idle. */
const PATIENCE_MS = 1000

/**
 * Waits until the browser has nothing else to do: somebody may be typing already. Who sends the form meanwhile does not
 * leave the page: the press is held back, and the answer is true.
 */
export function whenIdle(form: EventTarget): Promise<boolean> {
  return new Promise((resolve) => {
    const end = new AbortController()
    const hold = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
      // A form that is just being sent cannot be sent again.
      setTimeout(finish, 0, true)
    }
    const finish = (isHeld: boolean) => {
      end.abort()
      resolve(isHeld)
    }
    form.addEventListener('submit', hold, { signal: end.signal })
    // Safari knows no idle time.
    if ('requestIdleCallback' in window) requestIdleCallback(() => finish(false), { timeout: PATIENCE_MS })
    else setTimeout(finish, 0, false)
  })
}
