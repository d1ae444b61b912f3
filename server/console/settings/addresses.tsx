import { SettingField } from '../components/setting-field.tsx'
import { readAddresses } from '../typed-addresses.ts'
import type { Group } from './group.ts'
import { ABOUT } from './words.tsx'

export const addresses: Group = {
  title: 'Addresses',
  names: ['PUBLIC_URL', 'ALLOWED_ORIGINS'],
  read: (form, _view, parts) => readAddresses(form, parts),
  fields: (view) => (
    <>
      <SettingField
        {...{ view, name: 'PUBLIC_URL', kind: 'url', label: ABOUT.PUBLIC_URL.label }}
        help="If you change it, add the new redirect address to the application at Constant Contact too, and change your tags. You may have to sign in again."
      />
      <SettingField
        {...{ view, name: 'ALLOWED_ORIGINS', kind: 'lines', label: ABOUT.ALLOWED_ORIGINS.label }}
        help="One a line, such as www.bakery.example. With and without www. are two sites: enter both."
        value={view.value('ALLOWED_ORIGINS').replaceAll(',', '\n')}
      />
    </>
  ),
}
