import { isCalendarDate } from '../../contract.ts'

/** The date formats `sign_up_form` documents; a month before dashes and a year last has no leading zero there. */
const FORMATS = [
  /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
  /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/,
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<month>[1-9]|1[0-2])-(?<day>\d{1,2})-(?<year>\d{4})$/,
]

/** True for a real day in one of the formats that Constant Contact documents for `anniversary`. */
export function isAnniversary(text: string): boolean {
  for (const format of FORMATS) {
    const parts = format.exec(text)?.groups
    if (parts) return isCalendarDate(Number(parts['year']), Number(parts['month']), Number(parts['day']))
  }
  return false
}
