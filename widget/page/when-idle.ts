/** How long a form that stands already may wait for its script on a page that is never idle. */
const TIMEOUT_MS = 1000

/**
 * Waits until the browser is idle: the visitor may be typing already. A submit meanwhile does not leave the page: it
 * ends the wait, and the returned function submits the form in a root once its script is there.
 */
export async function whenIdle(form: EventTarget): Promise<(root: ParentNode) => void> {
  const wasSubmitted = await idleOrSubmitted(form)
  return (root) => {
    const form = root.querySelector('form')
    // Old browsers have no requestSubmit. Where no form listens now, it is posted as it would be without script.
    if (wasSubmitted && form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
      form.submit()
  }
}

function idleOrSubmitted(form: EventTarget): Promise<boolean> {
  return new Promise((resolve) => {
    const end = new AbortController()
    const holdBack = (event: Event) => {
      event.preventDefault()
      event.stopPropagation()
      // A form cannot be submitted again while its submit event runs.
      setTimeout(finish, 0, true)
    }
    const finish = (wasSubmitted: boolean) => {
      end.abort()
      resolve(wasSubmitted)
    }
    form.addEventListener('submit', holdBack, { signal: end.signal })
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) requestIdleCallback(() => finish(false), { timeout: TIMEOUT_MS })
    else setTimeout(finish, 0, false)
  })
}
