import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { errorCode } from '../http/error-code.ts'

/** Reads a file in UTF-8 without its byte order mark, or says why not: Node's code of the error, or `not UTF-8`. */
export function readTextFile(path: string): { text: string } | { fault: string } {
  try {
    const bytes = readFileSync(path)
    const isText = isUtf8(bytes) && !bytes.includes(0)
    return isText ? { text: new TextDecoder().decode(bytes) } : { fault: 'not UTF-8' }
  } catch (error) {
    return { fault: errorCode(error) }
  }
}
