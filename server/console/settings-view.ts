import type { Fault } from '../settings/rules.ts'
import type { OwnerSetting } from '../settings/stored/owner-settings.ts'
import type { Changes, Saved } from '../settings/stored/save-settings.ts'
import type { StoredSettings } from '../settings/stored/stored-settings.ts'

/** What a page shows of the settings: as they are, or as they were typed if they could not be saved. */
export type SettingsView = Awaited<ReturnType<typeof readSettingsView>>

export type Typed = { form?: URLSearchParams; faults?: readonly Fault[] }

export async function readSettingsView(
  settings: Pick<StoredSettings, 'show'>,
  { form, faults = [] }: Typed = {},
) {
  const { version, settings: all } = await settings.show()
  const shown = (name: OwnerSetting) => all.find((setting) => setting.name === name)
  const value = (name: OwnerSetting) => shown(name)?.value ?? ''
  return {
    ...{ all, publicUrl: value('PUBLIC_URL') },
    /** What changes are based on: where they were refused, still what the page showed then. */
    version: Number(form?.get('version') ?? version),
    isSet: (name: OwnerSetting) => shown(name)?.isSet === true,
    isLocked: (name: string) =>
      all.some((setting) => setting.name === name && setting.source === 'environment'),
    /** What is in force, whatever was typed. */
    current: value,
    value: (name: OwnerSetting) => form?.get(name) ?? value(name),
    /** The items of a list, or the boxes that are ticked. */
    values: (name: OwnerSetting) => form?.getAll(name) ?? itemsOf(value(name)),
    fault: (name: string) => faults.find((fault) => fault.name === name)?.sentence,
  }
}

/** The items of a list as it is stored, or as it was typed. */
export function itemsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '')
}

export const SEE_BELOW = { kind: 'problem', text: 'Nothing was saved: please see below.' } as const

/** New values as a form was typed, and what is wrong with them that the settings themselves cannot know. */
export type TypedSettings = { faults: readonly Fault[]; changes: Changes }

/** Saves what was typed, based on the version that the page showed. What the environment sets stays as it is. */
export async function saveTyped(
  settings: Pick<StoredSettings, 'show' | 'save'>,
  form: URLSearchParams,
  { faults, changes }: TypedSettings,
): Promise<Saved> {
  const { isLocked } = await readSettingsView(settings)
  const wrong = faults.filter(({ name }) => !isLocked(name))
  if (wrong.length > 0) return { kind: 'faults', faults: wrong }
  const unlocked = Object.entries(changes).filter(([name]) => !isLocked(name))
  const version = Number(form.get('version'))
  const saved = await settings.save(Object.fromEntries(unlocked), { version, by: 'console' })
  return saved.kind === 'faults' ? { ...saved, faults: saved.faults.map(besideField) } : saved
}

/** A fault names its setting first, as the field beside it does, and ends without a full stop, as in a log. */
function besideField({ name, sentence }: Fault): Fault {
  return {
    name,
    sentence: `${sentence.replace(new RegExp(`^${name}(=\\w+)? `), 'This ')}.`,
  }
}
