import { PATHS } from '../../contract.ts'
import { listIncidents } from '../../operator/alerts/incidents.ts'
import type { ConditionParts } from '../../operator/condition.ts'
import { storeFault } from '../../operator/probe.ts'
import { readCounts, readDays } from '../../outbox/counts/read-counts.ts'
import type { Database } from '../../store/database.ts'
import { DAY_MS } from '../../time/duration.ts'
import { utcDay } from '../../time/utc-day.ts'
import { Live } from '../components/components.tsx'
import type { ListNames } from '../list-names.ts'
import { consoleResponse } from '../page.tsx'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { Chart, DayTable } from './chart.tsx'
import { dayText } from './day.ts'
import { NowFigures, PeriodFigures, Total } from './figures.tsx'
import { headline } from './headline.ts'
import { Incidents } from './incidents.tsx'
import { PERIOD_DAYS, periodOf } from './period.ts'
import { Sources } from './sources.tsx'
import styles from './today.css?inline'

export type TodayParts = ConditionParts & {
  database: Database
  listNames: () => Promise<ListNames>
  /** The last UTC day with the sandbox’s made-up sign-ups; undefined where there are none. */
  sampleDataUntil: () => Promise<number | undefined>
}

const MOST_INCIDENTS = 10

/** `GET /console`: how it goes, and how it went. */
export function todayRoutes(parts: TodayParts): ConsoleRoutes {
  const routes = createConsoleRoutes()
  routes.get(PATHS.console, async (context) => {
    const content = <Today context={context} {...(await readToday(parts))} />
    return consoleResponse(context, { title: 'Today', section: 'today', styles, content })
  })
  return routes
}

/** Everything that the page shows, at a cost that does not grow with the sign-ups. */
async function readToday(parts: TodayParts) {
  const { database, facts, probe, maxWaiting, listNames, sampleDataUntil } = parts
  const now = await database.now()
  const today = utcDay(now)
  const from = today - PERIOD_DAYS + 1
  const before = await readDays(database, { from: from - PERIOD_DAYS, to: from - 1 })
  const counts = await readCounts(database, { from, to: today })
  const known = await facts()
  return {
    facts: known,
    headline: headline({ facts: known, storeFault: await storeFault(probe), maxWaiting }),
    counts,
    period: periodOf([...before, ...counts.days], today, counts.since),
    incidents: await listIncidents(database, { since: now - PERIOD_DAYS * DAY_MS, most: MOST_INCIDENTS }),
    listNames: await listNames(),
    sampleUntil: await sampleDataUntil(),
  }
}

type TodayProps = Awaited<ReturnType<typeof readToday>> & { context: ConsoleContext }

function Today({ context, facts, headline, counts, period, incidents, listNames, sampleUntil }: TodayProps) {
  const href = (path: `/${string}`) => link(context, path)
  return (
    <>
      <Live id="now">
        <p class={`headline ${headline.kind}`}>
          {headline.sentence} {headline.link && <a href={href(headline.link.path)}>{headline.link.text}</a>}
        </p>
        <NowFigures facts={facts} href={href} />
      </Live>
      <section aria-labelledby="period">
        <h2 id="period">The last 30 days</h2>
        {sampleUntil !== undefined && (
          <p class="quiet">
            Sign-ups until {dayText(sampleUntil, { year: true })} are made up by a script, so that there is
            something to see.
          </p>
        )}
        {counts.since === undefined ? (
          <p>
            The first sign-up appears here. <a href={href('/')}>See the tag to paste and try the form</a>
          </p>
        ) : (
          <>
            <Live id="figures">
              <Total {...period} />
              <Chart {...period} />
              <PeriodFigures {...period} />
            </Live>
            <DayTable {...period} />
            <Live id="sources">
              <Sources {...{ counts, listNames, href }} />
            </Live>
          </>
        )}
      </section>
      <section aria-labelledby="incidents">
        <h2 id="incidents">What was wrong lately</h2>
        <Live id="troubles">
          <Incidents {...{ incidents, href }} />
        </Live>
      </section>
    </>
  )
}
