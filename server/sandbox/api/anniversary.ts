const MONTH = '1[0-2]|[1-9]'
const MONTH_PADDED = '1[0-2]|0[1-9]'
const DAY = '3[01]|[12]\\d|[1-9]'
const DAY_PADDED = '3[01]|[12]\\d|0[1-9]'
const YEAR = '(?<year>\\d{4})'

const month = (digits: string) => `(?<month>${digits})`
const day = (digits: string) => `(?<day>${digits})`

/** The eight documented formats, in the documentation's order; no others, and no mixtures. */
const FORMATS = [
  `${month(MONTH_PADDED)}/${day(DAY_PADDED)}/${YEAR}`,
  `${month(MONTH)}/${day(DAY)}/${YEAR}`,
  `${YEAR}/${month(MONTH_PADDED)}/${day(DAY_PADDED)}`,
  `${YEAR}/${month(MONTH)}/${day(DAY)}`,
  `${YEAR}-${month(MONTH_PADDED)}-${day(DAY_PADDED)}`,
  `${YEAR}-${month(MONTH)}-${day(DAY)}`,
  `${month(MONTH)}-${day(DAY)}-${YEAR}`,
  `${month(MONTH)}-${day(DAY_PADDED)}-${YEAR}`,
].map((format) => new RegExp(`^(?:${format})$`))

/** Returns YYYY-MM-DD, or undefined if the format is not documented or the day does not exist. */
export function readAnniversary(text: string): string | undefined {
  for (const format of FORMATS) {
    const parts = format.exec(text)?.groups
    if (parts === undefined) continue
    const iso = `${parts['year']}-${parts['month']?.padStart(2, '0')}-${parts['day']?.padStart(2, '0')}`
    return isDay(iso) ? iso : undefined
  }
  return undefined
}

/** A day that does not exist changes when a Date normalizes it. */
function isDay(iso: string): boolean {
  const time = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) && !iso.startsWith('0000')
}
