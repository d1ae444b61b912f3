import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { SettingsView } from '../settings-view.ts'
import { LockedField, TextField } from './fields.tsx'
import { RemoveBox } from './remove-box.tsx'

type Props = {
  view: SettingsView
  name: OwnerSetting
  label: string
  help: string
  /** What to say of the box that removes it. */
  remove: string
}

/** The field of a secret. What is stored is never shown again, so an empty field keeps it. */
export function SecretField({ view, name, label, help, remove }: Props) {
  if (view.isLocked(name)) return <LockedField {...{ name, label }} />
  const isSet = view.isSet(name)
  const sentences = [
    help,
    ...(isSet ? ['It is set, and never shown. Leave this empty to keep it.'] : []),
    ...(view.value(name) === '' ? [] : ['Enter it again: it was not saved.']),
  ].join(' ')
  return (
    <>
      <TextField
        {...{ name, label, help: sentences, kind: 'password', value: '', fault: view.fault(name) }}
      />
      {isSet && <RemoveBox name={name} label={remove} />}
    </>
  )
}
