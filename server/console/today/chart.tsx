import { count, signUps } from '../../operator/format.ts'
import type { DayCounts } from '../../outbox/counts/read-counts.ts'
import { DAY_MS } from '../../time/duration.ts'
import { isoDay } from '../../time/utc-day.ts'
import { Table } from '../components/components.tsx'
import { barScale } from './bar-scale.ts'
import { dayText, weekdayText } from './day.ts'
import { PERIOD_DAYS, type Period, total } from './period.ts'

/** The width of a day and the height of the chart, in units of the drawing, which is stretched to the page. */
const DAY = 10
const HEIGHT = 100
const BAR = { start: 2, width: 6 }

/**
 * Sign-ups per day as bars, before the outline of the period before. Labels are outside of the drawing, which is stretched.
 * Time runs from left to right, whatever the direction of the page.
 */
export function Chart({ days, before }: Period) {
  const scale = barScale([...days, ...(before ?? [])].map(({ signedUp }) => signedUp))
  return (
    <figure class="chart" dir="ltr">
      <div class="plot">
        <span class="top">{count(scale.top)}</span>
        <svg
          viewBox={`0 0 ${DAY * PERIOD_DAYS} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={inWords(days)}
        >
          <path class="half" d={`M0 ${HEIGHT / 2}H${DAY * PERIOD_DAYS}`} />
          {before && (
            <path class="before" d={outline(before.map(({ signedUp }) => scale.height(signedUp)))} />
          )}
          {days.map((day, index) => (
            <Bar
              key={day.day}
              {...{ index, height: scale.height(day.signedUp), text: barText(day, before?.[index]) }}
            />
          ))}
        </svg>
      </div>
      <p class="axis" aria-hidden="true">
        <span>{dayText(days[0]?.day ?? 0)}</span>
        <span class="middle">{dayText(days[PERIOD_DAYS / 2]?.day ?? 0)}</span>
        <span class="last">Today</span>
      </p>
      <figcaption>
        <span class="key now">Sign-ups per day</span>
        {before && <span class="key before">30 days before</span>}
        <span>Days are UTC.</span>
      </figcaption>
    </figure>
  )
}

/** One day: its bar, and over the whole height what the pointer shows. */
function Bar({ index, height, text }: { index: number; height: number; text: string }) {
  const left = index * DAY
  return (
    <g>
      <title>{text}</title>
      <rect class="day" x={left} y={0} width={DAY} height={HEIGHT} />
      {height > 0 && (
        <rect class="bar" x={left + BAR.start} y={HEIGHT - height} width={BAR.width} height={height} />
      )}
    </g>
  )
}

/** A line from step to step, closed along the bottom. */
function outline(heights: readonly number[]): string {
  const steps = heights.map((height) => `V${HEIGHT - height}h${DAY}`)
  return `M0 ${HEIGHT}${steps.join('')}V${HEIGHT}`
}

function barText(day: DayCounts, before: DayCounts | undefined): string {
  const then = before && ` (${dayText(before.day)}: ${count(before.signedUp)})`
  return `${weekdayText(day.day)}: ${signUps(day.signedUp)}${then ?? ''}`
}

function inWords(days: readonly DayCounts[]): string {
  const most = days.reduce((best, day) => (day.signedUp > best.signedUp ? day : best))
  const highest = most.signedUp === 0 ? '' : `, most on ${dayText(most.day)}: ${count(most.signedUp)}`
  return `${signUps(total(days, 'signedUp'))} in 30 days${highest}. Every day is in the table below.`
}

/** The same figures, newest first. */
export function DayTable({ days, before }: Period) {
  return (
    <details class="by-day">
      <summary>Every day as a table</summary>
      <Table
        caption="Sign-ups per day, in UTC"
        columns={[
          'Day',
          { number: 'Started' },
          { number: 'Signed up' },
          before !== undefined && { number: '30 days before' },
        ]}
      >
        {days
          .map((day, index) => (
            <tr key={day.day}>
              <th scope="row">
                <time dateTime={isoDay(day.day * DAY_MS)} dir="ltr">
                  {weekdayText(day.day)}
                </time>
              </th>
              <td class="number">{count(day.started)}</td>
              <td class="number">{count(day.signedUp)}</td>
              {before && <td class="number">{count(before[index]?.signedUp ?? 0)}</td>}
            </tr>
          ))
          .reverse()}
      </Table>
    </details>
  )
}
