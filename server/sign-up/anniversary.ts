import { inWesternDigits, isCalendarDate } from '../contract.ts'

/** The date formats `sign_up_form` documents; a month before dashes and a year last has no leading zero there. */
const FORMATS = [
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
  /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/,
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<month>[1-9]|1[0-2])-(?<day>\d{1,2})-(?<year>\d{4})$/,
]

/**
 * Reads a day as YYYY-MM-DD; undefined if the text is no real day in one of those formats. Mixtures such as 01/5/2006 are
 * read too, because they are as clear as the rest; so are other digits, and dates copied with invisible marks. Constant
 * Contact documents none of them, so it must be sent the result.
 */
export function readAnniversary(posted: string): string | undefined {
  const text = inWesternDigits(posted).trim()
  for (const format of FORMATS) {
    const { year = '', month = '', day = '' } = format.exec(text)?.groups ?? {}
    if (!isCalendarDate(Number(year), Number(month), Number(day))) continue
    return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  }
  return undefined
}
