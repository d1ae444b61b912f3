import { publicPathOf } from '../../http/public-path.ts'
import { redirectResponse } from '../../routes/page.ts'
import type { Fault } from '../../settings/rules.ts'
import type { Changes } from '../../settings/stored/save-settings.ts'
import { aboutSetting } from '../../settings/table.ts'
import { Form } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import type { OwnerParts } from '../owner-parts.ts'
import { consoleResponse } from '../page.tsx'
import records from '../records.css?inline'
import { type ConsoleContext, link } from '../routes.ts'
import { readSettingsView, SEE_BELOW, type SettingsView, saveTyped } from '../settings-view.ts'
import type { Group, GroupParts } from './group.ts'
import { GROUPS, type GroupKey } from './groups.ts'
import styles from './settings.css?inline'
import { onTopOf, ShownValues } from './stale-form.tsx'
import { ABOUT, valueInWords } from './words.tsx'

export type SettingsParts = GroupParts & Pick<OwnerParts, 'applied'>

type Shown = {
  form?: URLSearchParams
  faults?: readonly Fault[]
  /** What was typed, where somebody else has saved since the page was opened. */
  stale?: Changes
}

const STALE = {
  kind: 'problem',
  text: 'Nothing was saved, because somebody else has saved settings since you opened this page. What you entered is still here. To save it all the same, press Save again.',
} as const

/** The form of some settings: as they are, or as they were typed if they could not be saved. */
export async function groupResponse(
  context: ConsoleContext,
  parts: SettingsParts,
  key: GroupKey,
  { form, faults = [], stale }: Shown = {},
): Promise<Response> {
  const group: Group = GROUPS[key]
  const view = await readSettingsView(parts.settings, { ...(form && { form }), faults })
  const problem = stale ? STALE : faults.length > 0 ? SEE_BELOW : undefined
  const toPath = (path: `/${string}`) => link(context, path)
  return consoleResponse(context, {
    title: group.title,
    section: 'settings',
    styles: records + styles,
    ...(problem && { status: 422, notice: problem }),
    content: (
      <>
        {stale && <SavedMeanwhile {...{ view, group, typed: stale }} />}
        <Form context={context} action={`/console/settings/${key}`} hasFiles={group.hasFiles === true}>
          <input type="hidden" name="version" value={view.version} />
          <ShownValues {...{ view, form, names: group.names }} />
          {await group.fields(view, parts, toPath)}
          <div class="actions">
            <button type="submit">Save</button>
            <a class="button secondary" href={toPath('/console/settings')}>
              Cancel
            </a>
          </div>
        </Form>
      </>
    ),
  })
}

/** What is saved now, where it is not what was typed. */
function SavedMeanwhile({ view, group, typed }: { view: SettingsView; group: Group; typed: Changes }) {
  const others = view.all.filter(({ name }) => group.names.includes(name) && name in changedOf(typed, view))
  if (others.length === 0) return null
  return (
    <section class="card" aria-labelledby="saved-now">
      <h2 id="saved-now">What is saved now</h2>
      <DescriptionList
        pairs={others.map((setting): Pair => [ABOUT[setting.name].label, valueInWords(setting) ?? 'Not set'])}
      />
    </section>
  )
}

/** Saves what was typed, all of it or nothing, and leads back to the settings. */
export async function saveGroup(
  context: ConsoleContext,
  parts: SettingsParts,
  key: GroupKey,
): Promise<Response> {
  const form = context.get('form')
  const view = await readSettingsView(parts.settings, { form })
  const { faults, changes } = await GROUPS[key].read(form, view, parts)
  const saved = await saveTyped(parts.settings, form, { faults, changes: changedOf(changes, view) })
  switch (saved.kind) {
    case 'stale': {
      const { form: next, typed } = onTopOf(await readSettingsView(parts.settings), { form, changes })
      return groupResponse(context, parts, key, { form: next, stale: typed })
    }
    case 'faults':
      return groupResponse(context, parts, key, { form, faults: saved.faults })
    case 'saved': {
      await parts.applied(saved.version)
      const { publicUrl } = await readSettingsView(parts.settings)
      const path = saved.disconnected ? '/console/account?done=moved' : '/console/settings?done=saved'
      return redirectResponse(publicPathOf(publicUrl) + path)
    }
  }
}

/** Without what is in force already: a default that a form repeats is no choice of the owner's. */
function changedOf(changes: Changes, view: SettingsView): Changes {
  return Object.fromEntries(
    view.all
      .filter(({ name }) => changes[name] !== undefined)
      .filter(({ name }) => aboutSetting(name).secret || (changes[name] ?? '').trim() !== view.current(name))
      .map(({ name }) => [name, changes[name] ?? null]),
  )
}
