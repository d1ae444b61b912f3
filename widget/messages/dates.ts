/** Twelve months, separated by spaces, and true where a birthday's day is written before its month: both by Unicode's data. */
export function datesOf(tag: string): { months: string; dayFirst: boolean } {
  const partsIn = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(tag, {
      ...options,
      ...{ month: 'long', calendar: 'gregory', timeZone: 'UTC' },
    }).formatToParts(time)
  const nameIn = (parts: Intl.DateTimeFormatPart[]) => parts.find(({ type }) => type === 'month')?.value ?? ''
  const months = Array.from({ length: 12 }, (_, index) => {
    const time = Date.UTC(2024, index)
    const name = partsIn({}, time)
      .map(({ value }) => value)
      .join('')
    // Greek has the genitive, as behind a day, unless there is a year.
    const isBehindDay = name === nameIn(partsIn({ day: 'numeric' }, time))
    return (isBehindDay ? nameIn(partsIn({ year: 'numeric' }, time)) : name).replace(/\s/g, '\u00a0')
  })
  const order = partsIn({ day: 'numeric' }, 0).map(({ type }) => type)
  return { months: months.join(' '), dayFirst: order.indexOf('day') < order.indexOf('month') }
}
