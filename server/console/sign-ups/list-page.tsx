import { count as digits, untilOf } from '../../operator/format.ts'
import { reasonInWords } from '../../operator/reasons.ts'
import type { ListedSignUp } from '../../outbox/listing.ts'
import { MOST_COUNTED, type Position } from '../../outbox/newest.ts'
import { isToDeliver } from '../../outbox/states.ts'
import { Form, Live, Table, Time } from '../components/components.tsx'
import { type ConsoleContext, link } from '../routes.ts'
import { isSettled, TAB_ORDER, TABS, type Tab, tabOf } from './tabs.ts'

type ListPage = {
  tab: Tab
  counts: Readonly<Record<Tab, number>>
  listed: readonly ListedSignUp[]
  /** Where the next page begins, if there is one. */
  next: Position | undefined
  isFirst: boolean
  /** Why sign-ups are parked, on the tab of those. */
  reasons: readonly { reason: string; count: number }[]
  now: number
}

/** The sign-ups of one tab, newest first. The first page stays up to date while somebody looks at it. */
export function SignUpList({ context, page }: { context: ConsoleContext; page: ListPage }) {
  const { tab, listed, next, isFirst, reasons, now } = page
  const content = (
    <>
      <Tabs {...{ context, page }} />
      <p class="quiet">{listed.length > 0 ? TABS[tab].about : TABS[tab].empty}</p>
      {reasons.map((parked) => (
        <ParkedFor key={parked.reason} {...{ context, ...parked }} />
      ))}
      {listed.length > 0 && (
        <Table
          caption={isFirst ? 'Newest first' : 'Older sign-ups, newest first'}
          columns={[
            'Sign-up',
            'Received',
            tab === 'waiting' && 'Next try',
            tab === 'delivered' && 'Delivered',
            !isSettled(tab) && 'Why',
          ]}
        >
          {listed.map((signUp) => (
            <ListRow key={signUp.id} {...{ context, signUp, now }} />
          ))}
        </Table>
      )}
    </>
  )
  return (
    <>
      {isFirst ? <Live id="sign-ups">{content}</Live> : content}
      {(next || !isFirst) && (
        <nav class="pages" aria-label="Pages">
          {!isFirst && <a href={link(context, `/console/sign-ups?state=${tab}`)}>Newest</a>}{' '}
          {next && (
            <a href={link(context, `/console/sign-ups?state=${tab}&after=${next.since}-${next.id}`)}>Older</a>
          )}
        </nav>
      )}
      {listed.length > 0 && tab !== 'refused' && <Download {...{ context, tab }} />}
    </>
  )
}

function Tabs({ context, page: { tab: current, counts } }: { context: ConsoleContext; page: ListPage }) {
  return (
    <nav class="tabs" aria-label="Sign-ups by state">
      <ul>
        {TAB_ORDER.map((tab) => (
          <li key={tab}>
            <a
              href={link(context, `/console/sign-ups?state=${tab}`)}
              aria-current={tab === current ? 'page' : undefined}
            >
              {TABS[tab].name} <span class="count">{digits(counts[tab])}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ListRow({ context, signUp, now }: { context: ConsoleContext; signUp: ListedSignUp; now: number }) {
  const { id, state, reason, recordedAt, since, dueAt } = signUp
  return (
    <tr>
      <td>
        <a href={link(context, `/console/sign-ups/${id}`)}>{id}</a>
      </td>
      <td>
        <Time at={recordedAt} />
      </td>
      {isToDeliver(state) && <td>{untilOf(dueAt, now)}</td>}
      {state === 'delivered' && (
        <td>
          <Time at={since} />
        </td>
      )}
      {isSettled(tabOf(state)) || <td>{reason === null ? '' : reasonInWords(reason)[0]}</td>}
    </tr>
  )
}

/** One reason for which sign-ups are parked: what it means, what to do, and a button that does it for all of them. */
function ParkedFor({ context, reason, count }: { context: ConsoleContext; reason: string; count: number }) {
  const [short, sentence] = reasonInWords(reason)
  const howMany = count < MOST_COUNTED ? digits(count) : `${digits(MOST_COUNTED)} or more`
  return (
    <section class="card">
      <h2>
        {short.charAt(0).toUpperCase() + short.slice(1)} ({howMany})
      </h2>
      <p>{sentence}</p>
      <Form context={context} action="/console/sign-ups/retry-all">
        <input type="hidden" name="reason" value={reason} />
        <button type="submit" class="secondary">
          {count === 1 ? 'Retry' : 'Retry all of these'}
        </button>
      </Form>
    </section>
  )
}

function Download({ context, tab }: { context: ConsoleContext; tab: Tab }) {
  return (
    <Form context={context} action="/console/sign-ups/csv">
      <input type="hidden" name="state" value={tab} />
      <p class="quiet">
        The file has the addresses and everything that was typed and is still kept. Delete it when you no
        longer need it.
      </p>
      <button type="submit" class="secondary">
        Download as CSV
      </button>
    </Form>
  )
}
