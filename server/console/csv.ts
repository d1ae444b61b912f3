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
export function csvResponse({ fileName, header, rows, log, requestId }: Download): Response {
  const breakOff = (error: unknown): Error => {
    log.error({ requestId, ...loggableError(error) }, 'a download broke off')
    return new Error('The download broke off')
  }
  return new Response(streamOf(chunks(header, rows), breakOff), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
      ...NO_STORE,
    },
  })
}

async function* chunks(header: readonly string[], rows: CsvRows): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(header)
  for await (const some of rows) yield some.map(csvLine).join('')
}

/** Reads on when the browser has taken what was read before, and not at all once it is gone. */
function streamOf(
  texts: AsyncGenerator<string>,
  breakOff: (error: unknown) => Error,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await texts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        controller.error(breakOff(error))
      }
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}

export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${withoutFormulas(cell).replaceAll('"', '""')}"`)
  return `${quoted.join(',')}\r\n`
}

/** In time that grows with the length alone, whatever was typed. */
function withoutFormulas(text: string): string {
  let safe = /^[\t\r\n]/.test(text) ? "'" : ''
  let beginsCell = true
  for (const character of text.replace(/[^\P{Cc}\t\r\n]/gu, '')) {
    if (beginsCell && FORMULA.has(character)) safe += "'"
    safe += character
    beginsCell = BEFORE_CELL.has(character) || (beginsCell && IGNORED.test(character))
  }
  return safe
}
