import type { Load } from '../chunks.ts'
import { createApi, publish } from './api.ts'
import { callGlobal } from './call-global.ts'
import { createRegistry, type Registry } from './registry.ts'

const REGISTRY: unique symbol = Symbol.for('signup-widget')
declare global {
  interface Window {
    [REGISTRY]?: Registry
  }
}

/** The registry of this window, made by whichever script comes first: two would fill every placeholder twice. */
export function sharedRegistry(loadFrom: (address: string) => Load): Registry {
  window[REGISTRY] ??= open(loadFrom)
  return window[REGISTRY]
}

function open(loadFrom: (address: string) => Load): Registry {
  const registry = createRegistry({
    loadFrom,
    log: console,
    // The function may be written below the script, if the script does not wait.
    callOnload: (name) => api.ready(() => callGlobal(name, api)),
  })
  const api = createApi(registry)
  publish(api)
  return registry
}
