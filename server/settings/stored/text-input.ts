import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Output } from '../../operator/commands/terminal.ts'

/** Where a command reads, such as `process.stdin`. */
export type TextInput = NodeJS.ReadableStream & { isTTY?: boolean }

/**
 * Reads everything up to the end, without the last line's end. From a terminal it asks for one line, which does not appear;
 * rejects if the terminal closes.
 */
export async function readInput(
  input: TextInput,
  { err, prompt }: { err: Output; prompt: string },
): Promise<string> {
  if (!input.isTTY) return (await text(input)).replace(/\r?\n$/, '')
  const lines = createInterface({ input, output: unseen(), terminal: true })
  const gone = new AbortController()
  lines.once('close', () => gone.abort())
  try {
    err.write(`${prompt}, which does not appear as you type: `)
    const line = await lines.question('', { signal: gone.signal })
    err.write('\n')
    return line
  } catch (error) {
    throw gone.signal.aborted ? new Error('Nothing was typed, so nothing was saved') : error
  } finally {
    lines.close()
  }
}

function unseen(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}
