import { writeSync } from 'node:fs'
import type { DestinationStream } from 'pino'

/** How many bytes that cannot be written are kept until there is room; beyond that, lines are lost. */
const KEPT_BYTES = 1_000_000

/**
 * Writes the relay's log lines synchronously. A full disk, or a pipe that nobody reads, costs lines and nothing else: what
 * cannot be written is tried again with the next line, and nothing waits for it. pino's own output would end the process
 * at such a fault, after trying endlessly to write what is left.
 */
export function createLogOutput(fd: number): DestinationStream {
  const kept: Buffer[] = []
  let bytes = 0
  return {
    write(line) {
      const last = Buffer.from(line)
      if (bytes + last.length <= KEPT_BYTES) {
        kept.push(last)
        bytes += last.length
      }
      try {
        for (let first = kept[0]; first !== undefined; first = kept[0]) {
          const written = writeSync(fd, first)
          bytes -= written
          if (written < first.length) kept[0] = first.subarray(written)
          else kept.shift()
        }
      } catch {
        // There is nowhere else to report it.
      }
    },
  }
}
