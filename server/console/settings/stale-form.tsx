import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { Changes } from '../../settings/stored/save-settings.ts'
import { aboutSetting } from '../../settings/table.ts'
import type { SettingsView } from '../settings-view.ts'

const shownAs = (name: string) => `shown-${name}`

type Props = { view: SettingsView; names: readonly OwnerSetting[]; form: URLSearchParams | undefined }

/** What a page shows, sent along with what is typed: of two who save at once, nobody undoes what they have not touched. */
export function ShownValues({ view, names, form }: Props) {
  return names
    .filter((name) => !aboutSetting(name).secret && name !== 'BRAND_LOGO' && !view.isLocked(name))
    .map((name) => (
      <input
        key={name}
        type="hidden"
        name={shownAs(name)}
        value={form?.get(shownAs(name)) ?? view.current(name)}
      />
    ))
}

/**
 * A form that somebody else has overtaken, on top of what they have saved: a field that was left as the page showed it gives
 * way. `typed`: what was changed in it.
 */
export function onTopOf(view: SettingsView, { form, changes }: { form: URLSearchParams; changes: Changes }) {
  const next = new URLSearchParams(form)
  next.delete('version')
  const typed: Record<string, string | null> = {}
  for (const { name } of view.all) {
    const [value, shown] = [changes[name], form.get(shownAs(name))]
    next.delete(shownAs(name))
    if (value === undefined || view.isLocked(name)) continue
    if (value?.trim() !== shown) {
      typed[name] = value
      continue
    }
    next.delete(name)
    const saved = view.current(name)
    for (const item of name === 'ALLOWED_LISTS' ? saved.split(',') : [saved]) next.append(name, item)
  }
  return { form: next, typed }
}
