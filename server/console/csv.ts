import type { Logger } from 'pino'
import { loggableError } from '../http/loggable-error.ts'
import { NO_STORE } from '../http/no-store.ts'

/** Rows of a CSV file, some at a time, each with a cell for each column of the header. */
export type CsvRows = AsyncIterable<readonly (readonly string[])[]>

/** By this, spreadsheets know that the file is in UTF-8. */
const BYTE_ORDER_MARK = '\ufeff'

/** With one of these a cell is a formula; some spreadsheets read the wide ones as narrow. */
const FORMULA = new Set('=+-@＝＋－＠')
/** Spaces and invisible characters, which somebody may have put before a formula. */
const IGNORED = /[\s\p{Cf}]/u
/** After one of these a spreadsheet that splits cells by another character than the comma, or takes quotes otherwise, begins a cell. */
const BEFORE_CELL = new Set('"\'`,;:|\t\r\n')

type Download = {
  fileName: string
  header: readonly string[]
  rows: CsvRows
  /** For the log: once the download has begun, the browser can only be told by breaking it off. */
  log: Pick<Logger, 'error'>
  requestId: string
}

/**
 * Streams a CSV file (RFC 4180, UTF-8) to be downloaded. Its cells hold what strangers typed, and spreadsheets run formulas: an
 * apostrophe keeps every would-be formula a text.
 */
export function csvResponse({ fileName, ...download }: Download): Response {
  const parts = chunks(download)
  // Reads on when the browser has taken what was read before, and not at all once it is gone.
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await parts.return()),
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
      ...NO_STORE,
    },
  })
}

async function* chunks({ header, rows, log, requestId }: Omit<Download, 'fileName'>) {
  const encoder = new TextEncoder()
  try {
    yield encoder.encode(BYTE_ORDER_MARK + csvLine(header))
    for await (const some of rows) yield encoder.encode(some.map(csvLine).join(''))
  } catch (error) {
    log.error({ requestId, ...loggableError(error) }, 'a download broke off')
    throw new Error('The download broke off')
  }
}

export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${withoutFormulas(cell).replaceAll('"', '""')}"`)
  return `${quoted.join(',')}\r\n`
}

/** In time that grows with the length alone, whatever was typed. */
function withoutFormulas(text: string): string {
  const shown = text.replace(/[^\P{Cc}\t\r\n]/gu, '')
  let safe = /^[\t\r\n]/.test(shown) ? "'" : ''
  let beginsCell = true
  for (const character of shown) {
    if (beginsCell && FORMULA.has(character)) safe += "'"
    safe += character
    beginsCell = BEFORE_CELL.has(character) || (beginsCell && IGNORED.test(character))
  }
  return safe
}
