import { join } from 'node:path'

// Keeps the views that a visitor has left, hidden, and hydrates in parts: what Next means to do everywhere one day.
const cacheComponents = process.env.KEEP_VIEWS === 'true'

/** The site's packages stand in the folder above it. */
export default {
  turbopack: { root: join(import.meta.dirname, '..') },
  cacheComponents,
  ...(cacheComponents ? { partialPrefetching: true } : {}),
}
