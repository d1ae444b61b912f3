import type { Logger } from 'pino'
import { isEmailAddress } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import { signUps as countOf } from '../../operator/format.ts'
import type { OutboxAdmin } from '../../operator/outbox-admin.ts'
import { redirectResponse } from '../../routes/page.ts'
import { DAY_MS } from '../../time/duration.ts'
import { isoDay } from '../../time/utc-day.ts'
import { csvResponse } from '../csv.ts'
import type { ListNames } from '../list-names.ts'
import { consoleResponse, type NoticeText } from '../page.tsx'
import records from '../records.css?inline'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { CONSENT_COLUMNS, consentRows } from './consent-rows.ts'
import { timesBetween } from './days.ts'
import { type Asked, PeopleForms } from './people-page.tsx'
import { ForgetQuestion, isNothingStored, PersonDetails } from './person-page.tsx'
import { personRecord } from './person-record.ts'

export type PeopleParts = {
  outboxAdmin: Pick<OutboxAdmin, 'person' | 'forget' | 'consentsBetween'>
  listNames: () => Promise<ListNames>
  now: () => number
  log: Pick<Logger, 'info' | 'error'>
}

/** `/console/people`: what is kept about a person, to show, download or erase. Addresses are posted, and in no log. */
export function peopleRoutes({ outboxAdmin, listNames, now, log }: PeopleParts): ConsoleRoutes {
  const note = (context: ConsoleContext, about: Record<string, unknown>, text: string) =>
    log.info({ requestId: context.get('requestId'), ...about }, text)

  function ask(context: ConsoleContext, asked: Asked = {}, notice?: NoticeText) {
    const days = { from: isoDay(now() - 30 * DAY_MS), to: isoDay(now()) }
    return consoleResponse(context, {
      title: 'People',
      section: 'people',
      styles: records,
      notice,
      status: notice?.kind === 'problem' ? 422 : 200,
      content: <PeopleForms {...{ context, asked: { ...days, ...asked } }} />,
    })
  }

  /** Calls `work` with the posted address, or says that it is none. */
  const withEmail =
    (work: (context: ConsoleContext, email: string) => Promise<Response>) =>
    async (context: ConsoleContext): Promise<Response> => {
      const email = context.get('form').get('email')?.trim() ?? ''
      if (isEmailAddress(email)) return work(context, email)
      const problem = {
        kind: 'problem',
        text: 'Nothing was looked up: that is not an email address.',
      } as const
      return ask(context, { email, emailFault: 'Enter a full address, like name@example.org.' }, problem)
    }

  async function showPerson(context: ConsoleContext, email: string): Promise<Response> {
    const person = await outboxAdmin.person(email)
    const found = { signUps: person.signUps.length, consents: person.consents.length }
    note(context, found, 'the console showed what is kept of a person')
    return consoleResponse(context, {
      title: 'What is kept about a person',
      section: 'people',
      styles: records,
      content: isNothingStored(person) ? (
        <p>
          The relay keeps nothing about <bdi>{email}</bdi>. Constant Contact may still have the contact.{' '}
          <a href={link(context, '/console/people')}>Look up another address</a>
        </p>
      ) : (
        <PersonDetails {...{ context, email, person, listNames: await listNames() }} />
      ),
    })
  }

  async function exportPerson(context: ConsoleContext, email: string): Promise<Response> {
    const record = personRecord(email, await outboxAdmin.person(email), now())
    note(context, {}, 'the console handed out what is kept of a person')
    return new Response(`${JSON.stringify(record, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="person-${isoDay(now())}.json"`,
        ...NO_STORE,
      },
    })
  }

  async function askToForget(context: ConsoleContext, email: string): Promise<Response> {
    return consoleResponse(context, {
      title: 'Forget this person?',
      section: 'people',
      content: <ForgetQuestion {...{ context, email }} />,
    })
  }

  async function forget(context: ConsoleContext, email: string): Promise<Response> {
    const { signUps, consents } = await outboxAdmin.forget(email)
    note(context, { signUps, consents }, 'the console erased a person')
    return redirectResponse(
      link(context, `/console/people?done=forgotten&sign-ups=${signUps}&consents=${consents}`),
    )
  }

  function downloadConsents(context: ConsoleContext): Response {
    const form = context.get('form')
    const [from, to] = [form.get('from') ?? '', form.get('to') ?? '']
    const times = timesBetween(from, to)
    if (times === undefined) {
      const datesFault = 'Give two days as YYYY-MM-DD, the first not after the last.'
      const problem = { kind: 'problem', text: 'There is no file for these days.' } as const
      return ask(context, { from, to, datesFault }, problem)
    }
    note(context, { from, to }, 'the console handed out consents as CSV')
    const rows = consentRows(outboxAdmin.consentsBetween(times))
    return csvResponse({
      ...{ header: CONSENT_COLUMNS, rows, log, requestId: context.get('requestId') },
      fileName: `consents-${from}-to-${to}.csv`,
    })
  }

  const routes = createConsoleRoutes()
  routes.get('/console/people', (context) => ask(context, {}, forgottenNotice(context)))
  routes.post('/console/people', withEmail(showPerson))
  routes.post('/console/people/export', withEmail(exportPerson))
  routes.post('/console/people/forget', withEmail(askToForget))
  routes.post('/console/people/forgotten', withEmail(forget))
  routes.post('/console/people/consents', downloadConsents)
  return routes
}

function forgottenNotice({ req }: ConsoleContext) {
  if (req.query('done') !== 'forgotten') return undefined
  const [signUps, consents] = [Number(req.query('sign-ups')), Number(req.query('consents'))]
  const text =
    signUps > 0 || consents > 0
      ? `Erased ${countOf(signUps)}, consents: ${consents}. Nothing was erased at Constant Contact: delete the contact there too.`
      : 'Nothing was left to erase: somebody else may have been quicker.'
  return { kind: 'done', text } as const
}
