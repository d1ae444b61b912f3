import type { Logger } from 'pino'
import type { OutboxAdmin } from '../../operator/outbox-admin.ts'
import type { ShownSignUp } from '../../outbox/listing.ts'
import type { Position } from '../../outbox/newest.ts'
import { redirectResponse } from '../../routes/page.ts'
import { isoDay } from '../../time/utc-day.ts'
import { csvResponse } from '../csv.ts'
import type { ListNames } from '../list-names.ts'
import { consoleResponse } from '../page.tsx'
import records from '../records.css?inline'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { SIGN_UP_COLUMNS, signUpRows } from './csv-rows.ts'
import { SignUpList } from './list-page.tsx'
import { nothingThere, noticeOf } from './results.tsx'
import { DropQuestion, SignUpDetails } from './sign-up-page.tsx'
import { isSettled, isTab, STATE_WORDS, TAB_ORDER, TABS, type Tab, tabCounts, tabOf } from './tabs.ts'

export type SignUpsParts = {
  outboxAdmin: Pick<
    OutboxAdmin,
    'newest' | 'counts' | 'parkedReasons' | 'show' | 'retry' | 'retryAll' | 'drop' | 'contents'
  >
  listNames: () => Promise<ListNames>
  now: () => number
  log: Pick<Logger, 'info' | 'error'>
}

const ROWS_A_PAGE = 25
/** What one press retries, so that its answer comes within seconds; the rest takes another press. */
const MOST_RETRIED = 2000

/** `/console/sign-ups`: the sign-ups by state, one of them, and what an owner may do with them. */
export function signUpsRoutes({ outboxAdmin, listNames, now, log }: SignUpsParts): ConsoleRoutes {
  async function list(context: ConsoleContext): Promise<Response> {
    const { req } = context
    const counts = tabCounts(await outboxAdmin.counts())
    const asked = req.query('state')
    const tab = isTab(asked) ? asked : (TAB_ORDER.find((one) => counts[one] > 0) ?? 'delivered')
    const after = positionIn(req.query('after'))
    // Reading one more than is shown tells whether there are more.
    const found = await outboxAdmin.newest(TABS[tab].states, ROWS_A_PAGE + 1, after)
    const listed = found.slice(0, ROWS_A_PAGE)
    const page = {
      ...{ tab, counts, listed, isFirst: after === undefined, now: now() },
      next: found.length > listed.length ? listed.at(-1) : undefined,
      reasons: tab === 'parked' && after === undefined ? await outboxAdmin.parkedReasons() : [],
    }
    return consoleResponse(context, {
      title: 'Sign-ups',
      section: 'sign-ups',
      styles: records,
      notice: noticeOf(req.query('done'), Number(req.query('count'))),
      content: <SignUpList {...{ context, page }} />,
    })
  }

  /** Shows everything about one sign-up, its address too: the log keeps that it was shown. */
  async function showOne(context: ConsoleContext, shown: ShownSignUp, problem?: string): Promise<Response> {
    const names = await listNames()
    log.info({ requestId: context.get('requestId'), signUp: shown.id }, 'the console showed a sign-up')
    return consoleResponse(context, {
      title: `Sign-up ${shown.id}`,
      section: 'sign-ups',
      styles: records,
      content: <SignUpDetails {...{ context, shown, now: now(), listNames: names }} />,
      ...(problem !== undefined && { status: 409, notice: { kind: 'problem', text: problem } }),
    })
  }

  /** Calls `work` with the sign-up that the address names, or says that there is none. */
  const withSignUp =
    (work: (context: ConsoleContext, shown: ShownSignUp) => Response | Promise<Response>) =>
    async (context: ConsoleContext): Promise<Response> => {
      const shown = await outboxAdmin.show(idIn(context))
      return shown === undefined ? nothingThere(context) : work(context, shown)
    }

  /** Does something to the sign-up that the address names. Somebody else may have been quicker, or the relay. */
  const act =
    (work: 'retry' | 'drop', done: 'retried' | 'dropped', from: Tab) =>
    async (context: ConsoleContext): Promise<Response> => {
      const id = idIn(context)
      const result = await outboxAdmin[work](id)
      if (result.kind === 'not_found') return nothingThere(context)
      if (result.kind !== 'wrong_state')
        return redirectResponse(link(context, `/console/sign-ups?state=${from}&done=${done}`))
      const shown = await outboxAdmin.show(id)
      const problem = `Nothing was changed. It is ${STATE_WORDS[result.state]}.`
      return shown === undefined ? nothingThere(context) : showOne(context, shown, problem)
    }

  const routes = createConsoleRoutes()
  routes.get('/console/sign-ups', list)
  routes.post('/console/sign-ups/retry-all', async (context) => {
    const [reason = ''] = /^\w+$/.exec(context.get('form').get('reason') ?? '') ?? []
    const count = await outboxAdmin.retryAll(reason, MOST_RETRIED)
    return redirectResponse(link(context, `/console/sign-ups?state=parked&done=retried-all&count=${count}`))
  })
  routes.post('/console/sign-ups/csv', (context) => {
    const asked = context.get('form').get('state') ?? undefined
    const tab = isTab(asked) ? asked : 'parked'
    log.info({ requestId: context.get('requestId'), list: tab }, 'the console handed out sign-ups as CSV')
    const rows = signUpRows(outboxAdmin.contents(TABS[tab].states))
    return csvResponse({
      ...{ header: SIGN_UP_COLUMNS, rows, log, requestId: context.get('requestId') },
      fileName: `sign-ups-${tab}-${isoDay(now())}.csv`,
    })
  })
  routes.get(
    ONE,
    withSignUp((context, shown) => showOne(context, shown)),
  )
  routes.get(
    `${ONE}/drop`,
    withSignUp((context, shown) =>
      isSettled(tabOf(shown.state))
        ? showOne(context, shown, `It cannot be dropped. It is ${STATE_WORDS[shown.state]}.`)
        : consoleResponse(context, {
            title: `Drop sign-up ${shown.id}?`,
            section: 'sign-ups',
            content: <DropQuestion {...{ context, shown }} />,
          }),
    ),
  )
  routes.post(`${ONE}/retry`, act('retry', 'retried', 'parked'))
  routes.post(`${ONE}/drop`, act('drop', 'dropped', 'parked'))
  return routes
}

const ONE = '/console/sign-ups/:id{\\d{1,10}}'

function idIn({ req }: ConsoleContext): number {
  // The largest id that the databases can hold: asked for a larger one, PostgreSQL fails.
  return Math.min(Number(req.param('id')), 2 ** 31 - 1)
}

/** `1764457200000-42`: where the page before ended. Undefined for anything else, which shows the first page. */
function positionIn(text = ''): Position | undefined {
  const [, since, id] = /^(\d{1,15})-(\d{1,9})$/.exec(text) ?? []
  return since === undefined ? undefined : { since: Number(since), id: Number(id) }
}
