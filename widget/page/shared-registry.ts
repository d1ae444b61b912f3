import type { Load } from '../chunks.ts'
import { createApi, publish } from './api.ts'
import { callGlobal } from './call-global.ts'
import { createRegistry, type Page } from './registry.ts'

const PAGE: unique symbol = Symbol.for('signup-widget')
declare global {
  interface Window {
    [PAGE]?: Page
  }
}

/** The page that this window shows. Whoever comes first serves it: two would mount every placeholder twice. */
export function sharedRegistry(loadFrom: (address: string) => Load): Page {
  window[PAGE] ??= open(loadFrom)
  return window[PAGE]
}

function open(loadFrom: (address: string) => Load): Page {
  const page = createRegistry({
    loadFrom,
    log: console,
    // The named function may be written below the script, if the script does not wait.
    call: (name) => api.ready(() => callGlobal(name, api)),
  })
  const api = createApi(page)
  publish(api)
  return page
}
