import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

/** Bytes of signup.js, compressed as servers store it, that a page may be asked to load before its form stands. */
const BUDGET = 10_000
const FOLDER = new URL('../../dist/widget/', import.meta.url)

const script = compressedSize('signup.js')
const spare = BUDGET - script
console.log(`signup.js: ${script} bytes brotli of ${BUDGET} (${spare} spare)`)
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.js') && name !== 'signup.js')) {
  console.log(`  on demand: ${file} ${compressedSize(file)}`)
}
if (spare < 0) {
  console.error(`signup.js is ${-spare} bytes over its budget: move what is not needed to type into a chunk`)
  process.exitCode = 1
}

function compressedSize(file) {
  const bytes = readFileSync(new URL(file, FOLDER))
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}
