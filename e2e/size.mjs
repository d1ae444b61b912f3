import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

/** Bytes of signup.js, compressed as servers store it, that a page may be asked to load before its form stands. */
const BUDGET = 10_000

const script = readFileSync(new URL('../dist/widget/signup.js', import.meta.url))
const compressed = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
const spare = BUDGET - compressed.length

console.log(
  `signup.js: ${compressed.length} bytes brotli of ${BUDGET} (${spare} spare, ${script.length} raw)`,
)
if (spare < 0) {
  console.error(`signup.js is ${-spare} bytes over its budget: move what is not needed to type into a chunk`)
  process.exitCode = 1
}
