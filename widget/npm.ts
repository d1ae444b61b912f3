// The entry of the npm package: nothing happens on import; `mount` shows a form in an element.

import { loadBundled } from './chunks.ts'
import { createApi } from './page/api.ts'
import { sharedRegistry } from './page/shared-registry.ts'
import type { SignupWidgetHandle, SignupWidgetMount } from './signup-widget.d.ts'

/**
 * Shows a form in an element of an application that bundles its scripts. Nothing happens on import, so that servers may
 * import it too. After `destroy` the element may be mounted again.
 */
export const mount: SignupWidgetMount = (element, options): SignupWidgetHandle => {
  const { render, get, reset, remove } = createApi(sharedRegistry(() => loadBundled))
  render(element, options)
  return {
    element,
    get state() {
      return get(element)?.state
    },
    update: (options) => void render(element, options),
    reset: () => reset(element),
    on(event, listener) {
      const listen = (event: Event) => {
        if (event instanceof CustomEvent) listener(event)
      }
      element.addEventListener(`signup-widget:${event}`, listen)
      return () => element.removeEventListener(`signup-widget:${event}`, listen)
    },
    destroy: () => remove(element),
  }
}
