import { createApi, publish } from './api.ts'
import { callGlobal } from './call-global.ts'
import type { Load } from './chunks.ts'
import { openPage, type Page } from './page.ts'

const PAGE: unique symbol = Symbol.for('signup-widget')
declare global {
  interface Window {
    [PAGE]?: Page
  }
}

/** A chunk that failed once is asked for by another address: browsers remember the failure of the first. */
function loadFrom(address: string): Load {
  let failures = ''
  return async (name) => {
    try {
      return await import(/* @vite-ignore */ new URL(CHUNK_FILES[name] + failures, address).href)
    } catch (error) {
      failures = `?${Date.now()}`
      throw error
    }
  }
}

function open(): Page {
  const page = openPage({
    loadFrom,
    log: console,
    // The named function may be written below the script, if the script does not wait.
    call: (name) => api.ready(() => callGlobal(name, api)),
  })
  const api = createApi(page)
  publish(api)
  return page
}

// A second script is followed by the first: two would mount every placeholder twice.
window[PAGE] ??= open()
window[PAGE].follow(document.currentScript)
