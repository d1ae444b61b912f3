import type { Setting } from '../configuration/configuration.ts'
import { isText } from '../configuration/custom-fields.ts'
import type { SignupWidgetApi, SignupWidgetOptions, SignupWidgetTarget } from '../signup-widget.d.ts'
import { stateOf } from './form-events.ts'
import type { Registry } from './registry.ts'
import type { Options } from './setting-sources.ts'

/** Makes the API by which a page controls its forms. */
export function createApi(registry: Registry): SignupWidgetApi {
  // In a task of its own, so that a callback that throws stops nothing but itself.
  const ready: SignupWidgetApi['ready'] = (callback) => queueMicrotask(() => callback(api))
  const api: SignupWidgetApi = {
    version: VERSION,
    render(target, options = {}) {
      const host = find(target)
      if (!host) return
      registry.render(host, toSettings(options))
      return host
    },
    load: registry.renderAll,
    get(target) {
      const element = find(target)
      const state = stateOf(element)
      return element && state && { element, state }
    },
    reset: (target) => registry.reset(find(target)),
    remove: (target) => registry.remove(find(target)),
    on(event, listener) {
      const listen = (event: Event) => {
        if (event instanceof CustomEvent) listener(event)
      }
      document.addEventListener(`signup-widget:${event}`, listen)
      return () => document.removeEventListener(`signup-widget:${event}`, listen)
    },
    ready,
    push: ready,
  }
  return api
}

/** Puts the API on `window`, and calls back the functions that the page has queued there. */
export function publish(api: SignupWidgetApi): void {
  // An element of that name would be found there too.
  const queue: unknown = window.SignupWidget
  window.SignupWidget = api
  if (Array.isArray(queue)) for (const callback of queue) api.ready(callback)
}

function find(target: SignupWidgetTarget): HTMLElement | undefined {
  const found = typeof target === 'string' ? document.querySelector(target) : target
  return found instanceof HTMLElement ? found : undefined
}

/** Options by the names of their attributes; undefined where an option takes its setting away. */
function toSettings(options: SignupWidgetOptions): Options {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      toSetting(value),
    ]),
  )
}

function toSetting(value: SignupWidgetOptions[keyof SignupWidgetOptions]): Setting | undefined {
  if (value == null || value === false) return
  if (value === true) return ''
  if (typeof value !== 'object') return `${value}`
  const items: readonly unknown[] = [value].flat()
  return items.every(isText) ? items.map((item) => item.replace(/,/g, '%2c')).join() : value
}
