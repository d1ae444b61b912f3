import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { csvLine, csvResponse } from './csv.ts'

/**
 * Reads a CSV file as spreadsheets do, which take what they are given: a quote opens a cell only at its beginning, and what
 * follows the closing one is part of the cell. `separator`: a comma or, by the country, another character.
 */
function readCsv(text: string, separator: string): string[][] {
  const lines: string[][] = [[]]
  let [cell, isOpen, at] = ['', false, 0]
  const end = () => {
    lines.at(-1)?.push(cell)
    cell = ''
  }
  for (; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (isOpen && character === '"') {
      if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else isOpen = false
    } else if (isOpen) cell += character
    else if (character === '"' && cell === '') isOpen = true
    else if (character === separator) end()
    else if (character === '\r' || character === '\n') {
      end()
      if (text.startsWith('\r\n', at)) at += 1
      lines.push([])
    } else cell += character
  }
  if (cell !== '' || (lines.at(-1)?.length ?? 0) > 0) end()
  return lines.filter((line) => line.length > 0)
}

/** What a spreadsheet makes a formula of, after spaces and quotes too. */
const FORMULA = /^[\s\p{Cf}"']*?(?<!')[=+\-@＝＋－＠]/u

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '＝',
        '"',
        "'",
        ';',
        ',',
        '\t',
        '\r',
        '\n',
        '|',
        ' ',
        '\u00a0',
        '\u200b',
        '\ufeff',
        '=1+1',
        '""',
      ),
      fc.constantFrom("=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example","x")', '@SUM(1)', '-2+3'),
      fc.string({ maxLength: 5, unit: 'binary' }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('no cell is a formula, however a spreadsheet splits the cells', () => {
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { maxLength: 4 }), (rows) => {
      const file = rows.map(csvLine).join('')
      for (const separator of [',', ';', '\t', '|', ':']) {
        for (const cell of readCsv(file, separator).flat()) expect(cell).not.toMatch(FORMULA)
      }
      for (const cell of readCsv(file, ',').flat()) expect(cell).not.toMatch(/^[\t\r\n]/)
    }),
    { numRuns: 500 },
  )
})

test('every cell is read back as it was, but for the apostrophes', () => {
  const bare = (text: string) => text.replace(/'|[^\P{Cc}\t\r\n]/gu, '')
  fc.assert(
    fc.property(fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { maxLength: 4 }), (rows) => {
      const read = readCsv(rows.map(csvLine).join(''), ',')
      expect(read.map((cells) => cells.map(bare))).toEqual(rows.map((cells) => cells.map(bare)))
    }),
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['+44 20 7946 0000', "'+44 20 7946 0000"],
  [' -1', " '-1"],
  ['\t=1', "'\t'=1"],
  ['\r', "'\r"],
  ['"=1', '"\'=1'],
  ['a;=1', "a;'=1"],
  ['@home', "'@home"],
  ['\u200b=1', "\u200b'=1"],
])('%j is written as %j', (text, written) => {
  expect(readCsv(csvLine([text]), ',')).toEqual([[written]])
})

test.each(['ada@example.org', 'Yes - write to me', 'https://www.example.org/?a=b', 'Zoë; Ada', '𝒜 → Ω'])(
  '%s stays as it is',
  (text) => {
    expect(csvLine([text])).toBe(`"${text}"\r\n`)
  },
)

const download = (rows: AsyncIterable<string[][]>, error = vi.fn()) =>
  csvResponse({ fileName: 'sign-ups.csv', header: ['name'], rows, log: { error }, requestId: 'request-1' })

test('a tab is no beginning of a cell, even after a character that is left out', () => {
  expect(csvLine(['\u0000\t=1', '\t', '\u0001x'])).toBe('"\'\t\'=1","\'\t","x"\r\n')
})

test('is a file in UTF-8 that no cache keeps', async () => {
  async function* rows() {
    yield [['Ada'], ['Zoë']]
  }
  const response = download(rows())
  expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="sign-ups.csv"')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.toString('utf8')).toBe('\ufeff"name"\r\n"Ada"\r\n"Zoë"\r\n')
})

test('breaks off where it cannot be read to the end, and the log says so without what was typed', async () => {
  async function* broken() {
    yield [['Ada']]
    throw new Error('near "Ada"')
  }
  const error = vi.fn()
  await expect(download(broken(), error).text()).rejects.toThrow(/^The download broke off$/)
  expect(error).toHaveBeenCalledOnce()
  expect(JSON.stringify(error.mock.calls)).toContain('request-1')
  expect(JSON.stringify(error.mock.calls)).not.toContain('near')
})

test('reads no further than the browser takes, and not at all once it is gone', async () => {
  let [read, isOver] = [0, false]
  async function* endless() {
    try {
      for (;;) {
        read += 1
        yield [['x'.repeat(100_000)]]
      }
    } finally {
      isOver = true
    }
  }
  const reader = download(endless()).body?.getReader()
  for (let n = 0; n < 3; n += 1) await reader?.read()
  expect(read).toBeLessThan(6)
  await reader?.cancel()
  expect(isOver).toBe(true)
})
