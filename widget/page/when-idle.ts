/** How long a form that stands already may wait for its script on a page that is never idle. */
const TIMEOUT_MS = 1000

/**
 * Waits until the browser is idle: the visitor may be typing already. A submit meanwhile does not leave the page: it ends
 * the wait, and the result is true.
 */
export function submittedBeforeIdle(form: HTMLElement): Promise<boolean> {
  return new Promise((resolve) => {
    let wasSubmitted = false
    const finish = () => {
      form.onsubmit = null
      resolve(wasSubmitted)
    }
    form.onsubmit = (event) => {
      event.preventDefault()
      event.stopPropagation()
      wasSubmitted = true
      // A form cannot be submitted again while its submit event runs.
      setTimeout(finish)
    }
    // Safari has no idle callback.
    window.requestIdleCallback?.(finish, { timeout: TIMEOUT_MS }) ?? setTimeout(finish)
  })
}
