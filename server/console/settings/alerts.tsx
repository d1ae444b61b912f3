import { LockedField, TextField } from '../fields.tsx'
import { RemoveBox } from '../remove-box.tsx'
import { SettingField } from '../setting-field.tsx'
import type { SettingsView } from '../settings-view.ts'
import type { Group } from './group.ts'
import { ABOUT } from './words.tsx'

export const alerts: Group = {
  title: 'Alerts',
  names: ['ALERT_EMAIL', 'ALERT_WEBHOOK'],
  read(form) {
    const webhook = form.get('ALERT_WEBHOOK')?.trim() ?? ''
    const isChanged = webhook !== '' || form.has('remove-ALERT_WEBHOOK')
    return {
      faults: [],
      changes: { ALERT_EMAIL: form.get('ALERT_EMAIL'), ...(isChanged && { ALERT_WEBHOOK: webhook }) },
    }
  },
  fields: (view, { hasMail }) => (
    <>
      <SettingField
        {...{ view, name: 'ALERT_EMAIL', label: ABOUT.ALERT_EMAIL.label }}
        help={hasMail ? ABOUT.ALERT_EMAIL.about : `${ABOUT.ALERT_EMAIL.about} ${NO_MAIL}`}
      />
      <WebhookField view={view} />
    </>
  ),
}

const NO_MAIL = 'This relay has no mail server yet: set SMTP_URL and MAIL_FROM in its environment.'

/** It often holds a key, so what is stored is never shown again. */
function WebhookField({ view }: { view: SettingsView }) {
  const name = 'ALERT_WEBHOOK'
  const { label, about } = ABOUT[name]
  if (view.isLocked(name)) return <LockedField {...{ name, label }} />
  const isSet = view.isSet(name)
  const isLost = view.value(name) !== ''
  const help = [
    about,
    'It must be an https address on the internet.',
    ...(isSet ? ['It is set, and never shown. Leave this empty to keep it.'] : []),
    ...(isLost ? ['Enter it again: it was not saved.'] : []),
  ].join(' ')
  return (
    <>
      <TextField {...{ name, label, help, kind: 'password', value: '', fault: view.fault(name) }} />
      {isSet && <RemoveBox name={name} label="Post alerts nowhere" />}
    </>
  )
}
