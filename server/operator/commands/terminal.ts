import { once } from 'node:events'

/** Where a command writes, such as `process.stdout`. */
export type Output = NodeJS.WritableStream

const WIDTH = 80
const GAP = '  '

/** The reader closed the pipe, as `head` does once it has enough lines. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone'
}

/** Writes, and waits while the reader is slower. Rejects with `ReaderGone`. */
export async function write(output: Output, text: string): Promise<void> {
  if (!output.writable) throw new ReaderGone()
  if (output.write(text)) return
  await once(output, 'drain').catch(() => {
    throw new ReaderGone()
  })
}

/** One line of JSON. Characters that a terminal would act on are escaped; JSON parsers read them back unchanged. */
export function json(value: unknown): string {
  return `${JSON.stringify(value).replace(UNPRINTABLE, escapeOf)}\n`
}

/** A table with aligned columns, 80 characters wide; the last column wraps. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows].map((row) => row.map(printable))
  const widths = heads
    .slice(0, -1)
    .map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)))
  const before = widths.reduce((sum, width) => sum + width + GAP.length, 0)
  return lines
    .map((row) => {
      const [first = '', ...more] = wrapped(row.at(-1) ?? '', WIDTH - before)
      const start = widths.map((width, column) => (row[column] ?? '').padEnd(width) + GAP).join('')
      return [start + first, ...more.map((line) => ' '.repeat(before) + line)]
        .map((line) => `${line.trimEnd()}\n`)
        .join('')
    })
    .join('')
}

/** Name and value pairs, one per line; a row that is false is left out. */
export function pairs(rows: readonly (readonly [name: string, value: string] | false)[]): string {
  const [first, ...rest] = rows.filter((row) => row !== false)
  return first === undefined ? '' : table(first, rest)
}

/** Breaks at spaces. A word longer than a line stays whole: it may be an address that someone copies. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Control and bidirectional characters: what a visitor typed must not control the operator's terminal. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

function printable(text: string): string {
  return text.replaceAll('\n', ' ').replace(UNPRINTABLE, escapeOf)
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
