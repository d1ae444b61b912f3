import { departTargets } from '../../routes/connect/connect.ts'
import { redirectResponse } from '../../routes/page.ts'
import { type DepartParts, departFrom } from '../depart.tsx'
import type { OwnerParts } from '../owner-parts.ts'
import { consoleResponse } from '../page.tsx'
import records from '../records.css?inline'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { readSettingsView } from '../settings-view.ts'
import styles from './account.css?inline'
import { AccountPage } from './account-page.tsx'
import { DisconnectQuestion } from './connection.tsx'
import { TrialResult } from './trial-page.tsx'

type AccountParts = DepartParts &
  Pick<OwnerParts, 'account' | 'connection' | 'disconnect' | 'apiHost' | 'trySignUp'>

const PATH = '/console/account'

/** `/console/account`: the connection, what is in the account, a trial, and what this relay is. */
export function accountRoutes(parts: AccountParts): ConsoleRoutes {
  const { account, settings } = parts

  async function show(context: ConsoleContext): Promise<Response> {
    const view = await readSettingsView(settings)
    const [connection, known] = [await parts.connection(), await account.known()]
    return consoleResponse(context, {
      title: 'Account',
      section: 'account',
      styles: records + styles,
      formAction: departTargets(parts),
      notice: noticeOf(context.req.query('done')),
      content: <AccountPage {...{ context, view, connection, known, apiHost: parts.apiHost }} />,
    })
  }

  const routes = createConsoleRoutes()
  routes.get(PATH, show)
  routes.post(`${PATH}/refresh`, async (context) => {
    const done = (await account.refresh()) === undefined ? 'unread' : 'read'
    return redirectResponse(link(context, `${PATH}?done=${done}`))
  })
  routes.post(`${PATH}/connect`, async (context) => {
    const leaving = await departFrom(context, parts, PATH)
    if (leaving.kind === 'left') return leaving.response
    return consoleResponse(context, { title: 'Connect', section: 'account', content: leaving.content })
  })
  routes.get(`${PATH}/disconnect`, (context) =>
    consoleResponse(context, {
      title: 'Disconnect from Constant Contact?',
      section: 'account',
      styles: records,
      content: <DisconnectQuestion context={context} />,
    }),
  )
  routes.post(`${PATH}/disconnect`, async (context) => {
    await parts.disconnect()
    return redirectResponse(link(context, `${PATH}?done=disconnected`))
  })
  routes.post(`${PATH}/try`, async (context) => {
    const form = context.get('form')
    const trial = await parts.trySignUp({ email: form.get('email') ?? '', list: form.get('list') ?? '' })
    return consoleResponse(context, {
      title: 'What would happen to a sign-up',
      section: 'account',
      styles: records + styles,
      content: <TrialResult {...{ context, trial }} />,
    })
  })
  return routes
}

const NOTICES = {
  read: { kind: 'done', text: 'Lists and custom fields were read from Constant Contact.' },
  unread: {
    kind: 'problem',
    text: 'Lists and custom fields cannot be read from Constant Contact at the moment. What was read before is still here. Try again in a minute.',
  },
  disconnected: { kind: 'done', text: 'Disconnected. Sign-ups are kept, and wait until you connect again.' },
  moved: {
    kind: 'done',
    text: 'Saved. The relay is disconnected now: connect it with the new application. Until then, sign-ups are kept, and wait.',
  },
} as const

function noticeOf(done: string | undefined) {
  return Object.entries(NOTICES).find(([word]) => word === done)?.[1]
}
