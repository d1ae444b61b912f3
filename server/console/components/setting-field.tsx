import type { ComponentChildren } from 'preact'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { SettingsView } from '../settings-view.ts'
import { LockedField, TextField } from './fields.tsx'

type Props = {
  view: SettingsView
  name: OwnerSetting
  label: string
  help?: ComponentChildren
  kind?: 'text' | 'url' | 'number' | 'lines'
  required?: boolean
  /** In place of what is set. */
  value?: string
}

/** The text field of a setting; one that the environment sets is shown and cannot be changed. */
export function SettingField({ view, name, value = view.value(name), ...field }: Props) {
  return view.isLocked(name) ? (
    <LockedField name={name} label={field.label} value={value} />
  ) : (
    <TextField {...field} {...{ name, value, fault: view.fault(name) }} />
  )
}
