import { NO_MAIL } from '../components/existing-contacts.tsx'
import { SecretField } from '../components/secret-field.tsx'
import { SettingField } from '../components/setting-field.tsx'
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
      <SecretField
        {...{ view, name: 'ALERT_WEBHOOK', label: ABOUT.ALERT_WEBHOOK.label }}
        help={`${ABOUT.ALERT_WEBHOOK.about} It must be an https address on the internet.`}
        remove="Post alerts nowhere"
      />
    </>
  ),
}
