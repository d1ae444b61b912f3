import { join } from 'node:path'

/** The site's packages stand in the folder above it. */
export default { turbopack: { root: join(import.meta.dirname, '..') } }
