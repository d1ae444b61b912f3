import { SettingField } from '../components/setting-field.tsx'
import type { Group } from './group.ts'
import { ABOUT } from './words.tsx'

export const retention: Group = {
  title: 'How long things are kept',
  names: ['RETENTION_HOURS', 'CONSENT_RETENTION_DAYS'],
  read: (form) => ({
    faults: [],
    changes: {
      RETENTION_HOURS: form.get('RETENTION_HOURS'),
      CONSENT_RETENTION_DAYS: form.get('CONSENT_RETENTION_DAYS'),
    },
  }),
  fields: (view) => (
    <>
      <SettingField
        {...{ view, name: 'RETENTION_HOURS', kind: 'number', label: 'What was typed, in hours' }}
        help={`${ABOUT.RETENTION_HOURS.about} From 1 to 8760. Leave it empty for 24.`}
      />
      <SettingField
        {...{ view, name: 'CONSENT_RETENTION_DAYS', kind: 'number', label: 'Consents, in days' }}
        help={`${ABOUT.CONSENT_RETENTION_DAYS.about} From 1 to 36500. Leave it empty for 1095, which is three years.`}
      />
    </>
  ),
}
