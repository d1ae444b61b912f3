import { load } from './bundled-chunks.ts'
import { createApi } from './page/api.ts'
import { sharedRegistry } from './page/shared-registry.ts'
import type { SignupWidgetHandle, SignupWidgetMount } from './signup-widget.d.ts'

/**
 * Shows a form in an element of an application that bundles its scripts. Nothing happens on import, so that servers may
 * import it too. After `destroy` the element may be mounted again.
 */
export const mount: SignupWidgetMount = (element, options): SignupWidgetHandle => {
  const page = sharedRegistry(() => load)
  const { render, get, reset, remove } = createApi(page)
  render(element, options)
  return {
    element,
    get state() {
      return get(element)?.state
    },
    update: (options) => void render(element, options),
    reset: () => reset(element),
    on(event, listener) {
      const heard = (event: Event) => {
        if (event instanceof CustomEvent) listener(event)
      }
      element.addEventListener(`signup-widget:${event}`, heard)
      return () => element.removeEventListener(`signup-widget:${event}`, heard)
    },
    destroy: () => remove(element),
  }
}
