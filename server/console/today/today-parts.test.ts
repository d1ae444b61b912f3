import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { DayCounts, NamedCounts } from '../../outbox/counts/read-counts.ts'
import { Chart, DayTable } from './chart.tsx'
import { PeriodFigures, Total } from './figures.tsx'
import { Incidents } from './incidents.tsx'
import { periodOf } from './period.ts'
import { Sources } from './sources.tsx'

const TODAY = Date.UTC(2026, 10, 30) / 86_400_000

/** Sign-ups by days before today. */
function period(
  signedUp: Record<number, number>,
  { first = 100, ...more }: Partial<DayCounts> & { first?: number } = {},
) {
  const days = Object.entries(signedUp).map(([ago, count]) => ({
    ...{ day: TODAY - Number(ago), started: 0, signedUp: count, created: count, updated: 0, ...more },
  }))
  return periodOf(days, TODAY, TODAY - first)
}

/** What stands there, without its markup. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&amp;', '&')
    .trim()
const total = (of: ReturnType<typeof period>) => textOf(renderToString(h(Total, of)))

test('the total says how many more or fewer than before, without percentages', () => {
  expect(total(period({ 0: 10, 3: 8, 40: 6 }))).toBe(
    '18 sign-ups, 10 today. 12 more than in the 30 days before.',
  )
  expect(total(period({ 0: 1, 40: 12_001 }))).toBe(
    '1 sign-up, 1 today. 12,000 fewer than in the 30 days before.',
  )
  expect(total(period({ 0: 2, 31: 2 }))).toBe('2 sign-ups, 2 today. As many as in the 30 days before.')
  expect(total(period({ 0: 2 }, { first: 12 }))).toBe('2 sign-ups, 2 today. Counted since 18 Nov 2026.')
})

test('one day of ten thousand leaves the days of three visible, and a day without any has no bar', () => {
  const days = Object.fromEntries(Array.from({ length: 28 }, (_, ago) => [ago, ago === 4 ? 10_000 : 3]))
  const html = renderToString(h(Chart, period(days)))
  const heights = [...html.matchAll(/class="bar"[^>]* height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  )
  expect(heights).toHaveLength(28)
  expect([Math.min(...heights), Math.max(...heights)]).toEqual([1.5, 100])
  expect(html).toContain('aria-label="10,081 sign-ups in 30 days, most on 26 Nov: 10,000.')
  expect(html).toContain('<title>Mon 30 Nov: 3 sign-ups (31 Oct: 0)</title>')
  expect(textOf(html)).toContain('10,000')
})

test('a chart of nothing has a scale and no bar', () => {
  const html = renderToString(h(Chart, period({})))
  expect(html).not.toContain('class="bar"')
  expect(html).toContain('aria-label="0 sign-ups in 30 days. Every day')
})

test('the table has every day, newest first, with its starts', () => {
  const html = renderToString(h(DayTable, period({ 0: 7, 30: 5 }, { started: 9 })))
  expect(textOf(html)).toContain('Day Started Signed up 30 days before Mon 30 Nov 9 7 5 Sun 29 Nov 0 0 0')
  expect(html.match(/<tr>/g)).toHaveLength(31)
})

test('what became of sign-ups is not made up where it is not known', () => {
  const figures = (of: ReturnType<typeof period>) => textOf(renderToString(h(PeriodFigures, of)))
  expect(figures(period({ 0: 7 }))).toBe('New contacts 7 Updated contacts 0')
  const past = { created: undefined, updated: undefined }
  expect(figures(period({ 0: 7 }, past))).toBe('New contacts not known Updated contacts not known')
  expect(figures(period({ 2: 7 }, past))).toContain('New contacts 0 since 29 Nov; not known before')
})

test('starts are told with how many signed up, and as a share only where they are many', () => {
  const figures = (started: number, signedUp: number) =>
    textOf(renderToString(h(PeriodFigures, period({ 0: signedUp }, { started }))))
  expect(figures(99, 40)).toContain('Started the form 99 40 signed up New')
  expect(figures(200, 81)).toContain('Started the form 200 81 signed up: about 41 in 100 New')
  expect(figures(200, 300)).toContain('300 signed up New')
})

const row = (name: string, signedUp: number): NamedCounts => ({ name, started: 2 * signedUp, signedUp })

test('sources have names, ten of each, and the rest as one', () => {
  const page = (n: number) => `https://${n === 0 ? 'shop' : 'www'}.bakery.example/${n}`
  const pages = Array.from({ length: 14 }, (_, n) => row(page(n), 50 - n))
  const days = [{ day: TODAY, started: 1, signedUp: 0, created: 0, updated: 0 }]
  const counts = {
    ...{ days, since: TODAY, pages: [...pages, row('', 1), row('other', 3)] },
    ...{ forms: [row('one two', 5), row('three', 1)], campaigns: [row('spring', 2)] },
  }
  const listNames = new Map([
    ['one', 'Bread & butter'],
    ['two', 'Cakes'],
  ])
  const href = (path: string) => path
  const html = renderToString(h(Sources, { counts, listNames, href }))
  const text = textOf(html)
  expect(text).toContain('By page Page Started Signed up shop.bakery.example/0 100 50')
  // The eleventh to the fourteenth with 40, 39, 38 and 37, one unknown, three of others.
  expect(text).toContain('www.bakery.example/9 82 41 Other pages 316 158 By form')
  expect(text).toContain(
    'Bread & butter , Cakes 10 5 three 2 1 By campaign Campaign Started Signed up spring 4 2',
  )
  expect(html).not.toContain('/console/account')
  // As after an upgrade, or after the relay was connected anew.
  const unnamed = renderToString(h(Sources, { counts, listNames: new Map(), href }))
  expect(textOf(unnamed)).toContain('To see lists by their names, read them under Account .')
})

test('names that strangers choose are text, apart from what surrounds them', () => {
  const hostile = 'https://www.bakery.example/<img src=x onerror=alert(1)>\u202e'
  const counts = { days: [], since: TODAY, pages: [row(hostile, 1)], forms: [], campaigns: [] }
  const html = renderToString(h(Sources, { counts, listNames: new Map(), href: (path) => path }))
  expect(html).not.toContain('<img')
  expect(html).toContain('<bdi>/&lt;img')
})

test('troubles have their times, their sentences, and the page that helps', () => {
  const at = (hour: number) => Date.UTC(2026, 10, 28, hour)
  const incidents = [
    { trouble: 'parked', sentence: '3 sign-ups could not be delivered.', beganAt: at(9), mendedAt: null },
    { trouble: 'mail', sentence: 'The mail server took nothing.', beganAt: at(1), mendedAt: at(3) },
    { trouble: 'of_a_later_version', sentence: 'It rained in.', beganAt: at(1), mendedAt: at(2) },
  ]
  const href = (path: string) => path
  const html = renderToString(h(Incidents, { incidents, href }))
  const text = textOf(html)
  expect(html).toContain('<a href="/console/sign-ups?state=parked">See them and retry them</a>')
  expect(text).toMatch(
    /^Sign-ups could not be delivered Since 28 Nov 2026, 09:00 UTC 3 sign-ups could not be delivered\. See them and retry them Mails/,
  )
  expect(text).toContain(
    'Mails could not be sent Resolved 28 Nov 2026, 03:00 UTC after 2 hours What it was The mail',
  )
  expect(text).toContain('Trouble Resolved')
  expect(textOf(renderToString(h(Incidents, { incidents: [], href })))).toBe(
    'No trouble was noticed in the last 30 days.',
  )
})
