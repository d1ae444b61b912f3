import type {
  SignupWidgetApi,
  SignupWidgetOptions,
  SignupWidgetState,
  SignupWidgetTarget,
} from '../signup-widget.d.ts'
import { toJson } from './json.ts'
import type { Page } from './registry.ts'

const STATES: readonly SignupWidgetState[] = ['editing', 'sending', 'accepted', 'refused', 'unavailable']

/** What the page can do with its forms. */
export function createApi({ show, showAll, restart, remove }: Page): SignupWidgetApi {
  // In a task of its own, so that a callback that throws stops nothing but itself.
  const ready: SignupWidgetApi['ready'] = (callback) => queueMicrotask(() => callback(api))
  const api: SignupWidgetApi = {
    version: VERSION,
    render(target, options = {}) {
      const host = find(target)
      if (!host) return
      write(host, options)
      show(host)
      return host
    },
    load: showAll,
    get(target) {
      const element = find(target)
      const state = STATES.find((known) => known === element?.getAttribute('data-state'))
      return element && state && { element, state }
    },
    reset: (target) => restart(find(target)),
    remove: (target) => remove(find(target)),
    on(event, listener) {
      const heard = (event: Event) => {
        if (event instanceof CustomEvent) listener(event)
      }
      document.addEventListener(`signup-widget:${event}`, heard)
      return () => document.removeEventListener(`signup-widget:${event}`, heard)
    },
    ready,
    push: ready,
  }
  return api
}

/** Puts the API where the page looks for it, and calls those who have queued there for it. */
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

function write(host: HTMLElement, options: SignupWidgetOptions) {
  for (const [name, value] of Object.entries(options)) {
    const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (value == null || value === false) host.removeAttribute(attribute)
    else host.setAttribute(attribute, textOf(value))
  }
}

function textOf(value: NonNullable<SignupWidgetOptions[keyof SignupWidgetOptions]>): string {
  if (value === true) return ''
  if (typeof value !== 'object') return `${value}`
  if (!isArray(value)) return `${new URLSearchParams(value)}`
  return value.every((item) => typeof item === 'string')
    ? value.map((item) => item.replace(/,/g, '%2c')).join()
    : toJson(value)
}

/** Array.isArray forgets that an array may be one nobody writes to. */
function isArray(value: object): value is readonly unknown[] {
  return Array.isArray(value)
}
