import { readFileSync } from 'node:fs'

/** Reads a file in UTF-8 without its byte order mark, or says why not: Node's code of the error, or `not UTF-8`. */
export function readTextFile(path: string): { text: string } | { fault: string } {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    return { fault: error instanceof Error && 'code' in error ? String(error.code) : 'unknown error' }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return { text }
  } catch {
    // Reported below.
  }
  return { fault: 'not UTF-8' }
}
