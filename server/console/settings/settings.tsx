import { listNamesOf } from '../list-names.ts'
import { consoleResponse } from '../page.tsx'
import records from '../records.css?inline'
import { type ConsoleContext, type ConsoleRoutes, createConsoleRoutes, link } from '../routes.ts'
import { readSettingsView } from '../settings-view.ts'
import { groupResponse, type SettingsParts, saveGroup } from './group-page.tsx'
import { GROUPS, type GroupKey } from './groups.ts'
import { History } from './history.tsx'
import { Overview } from './overview.tsx'
import styles from './settings.css?inline'

const CHANGES_A_PAGE = 50

/** `/console/settings`: the owner's settings, a form for each group of them, and what was changed when. */
export function settingsRoutes(parts: SettingsParts): ConsoleRoutes {
  const { settings } = parts

  async function overview(context: ConsoleContext): Promise<Response> {
    const { isSandbox } = context.get('shell')
    const view = await readSettingsView(settings)
    const listNames = listNamesOf(await parts.knownLists())
    return consoleResponse(context, {
      title: 'Settings',
      section: 'settings',
      styles: records + styles,
      notice: context.req.query('done') === 'saved' ? { kind: 'done', text: 'Saved.' } : undefined,
      content: <Overview {...{ view, listNames, isSandbox, link: (path) => link(context, path) }} />,
    })
  }

  async function history(context: ConsoleContext): Promise<Response> {
    const asked = Number(context.req.query('before'))
    const before = Number.isSafeInteger(asked) && asked > 0 ? { before: asked } : {}
    // Reading one more than is shown tells whether there are more.
    const found = await settings.history({ ...before, most: CHANGES_A_PAGE + 1 })
    const changes = found.slice(0, CHANGES_A_PAGE)
    const next = found.length > changes.length ? changes.at(-1)?.id : undefined
    return consoleResponse(context, {
      title: 'What was changed when',
      section: 'settings',
      styles: records + styles,
      content: <History {...{ changes, next, link: (path) => link(context, path) }} />,
    })
  }

  const routes = createConsoleRoutes()
  routes.get('/console/settings', overview)
  routes.get('/console/settings/history', history)
  for (const key of Object.keys(GROUPS).filter(isGroup)) {
    routes.get(`/console/settings/${key}`, (context) => groupResponse(context, parts, key))
    routes.post(`/console/settings/${key}`, (context) => saveGroup(context, parts, key))
  }
  return routes
}

function isGroup(key: string): key is GroupKey {
  return key in GROUPS
}
