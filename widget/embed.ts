import type { Load } from './chunks.ts'
import { sharedRegistry } from './page/shared-registry.ts'

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

// A second script is followed by the first.
sharedRegistry(loadFrom).follow(document.currentScript)
