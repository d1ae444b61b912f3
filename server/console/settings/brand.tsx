import { readLogoData } from '../../brand/logo.ts'
import { PATHS } from '../../contract.ts'
import { fieldAttributes, HelpAndFault, LockedField } from '../components/fields.tsx'
import { RemoveBox } from '../components/remove-box.tsx'
import { SettingField } from '../components/setting-field.tsx'
import type { Link } from '../routes.ts'
import type { SettingsView } from '../settings-view.ts'
import { typedAddress } from '../sites.ts'
import type { Group } from './group.ts'
import { ABOUT } from './words.tsx'

export const brand: Group = {
  title: 'Your site and its look',
  names: ['SITE_NAME', 'SITE_URL', 'BRAND_ACCENT', 'BRAND_LOGO'],
  hasFiles: true,
  read(form) {
    const logo = typedLogo(form)
    return {
      faults: logo.kind === 'fault' ? [{ name: 'BRAND_LOGO', sentence: logo.sentence }] : [],
      changes: {
        SITE_NAME: form.get('SITE_NAME'),
        SITE_URL: typedAddress(form.get('SITE_URL') ?? ''),
        BRAND_ACCENT: form.get('BRAND_ACCENT'),
        ...(logo.kind === 'logo' && { BRAND_LOGO: logo.value }),
      },
    }
  },
  fields: (view, _parts, link) => (
    <>
      <SettingField
        {...{ view, name: 'SITE_NAME', label: ABOUT.SITE_NAME.label, help: ABOUT.SITE_NAME.about }}
      />
      <SettingField
        {...{ view, name: 'SITE_URL', kind: 'url', label: ABOUT.SITE_URL.label, help: ABOUT.SITE_URL.about }}
      />
      <SettingField
        {...{ view, name: 'BRAND_ACCENT', label: ABOUT.BRAND_ACCENT.label }}
        help={`${ABOUT.BRAND_ACCENT.about} Three or six hex digits, such as 7a1f3d. The text on it is white or black, whichever can be read.`}
      />
      <LogoField {...{ view, link }} />
    </>
  ),
}

/** The logo that was chosen, or `null` to remove it. What a file is, is told by its bytes, not by its name. */
function typedLogo(
  form: URLSearchParams,
): { kind: 'logo'; value: string | null } | { kind: 'none' } | { kind: 'fault'; sentence: string } {
  const chosen = form.get('BRAND_LOGO') ?? ''
  if (chosen === '') return form.has('remove-BRAND_LOGO') ? { kind: 'logo', value: null } : { kind: 'none' }
  const read = readLogoData(chosen.replace(/^data:[^,]*,/i, 'data:image/any;base64,'))
  if (read.kind === 'unusable') return { kind: 'fault', sentence: `This ${read.why}.` }
  const { type, bytes } = read.logo
  return { kind: 'logo', value: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` }
}

function LogoField({ view, link }: { view: SettingsView; link: Link }) {
  const name = 'BRAND_LOGO'
  const { label } = ABOUT[name]
  if (view.isLocked(name)) return <LockedField {...{ name, label }} value={view.current(name)} />
  const fault = view.fault(name)
  // No page can put a file into a field.
  const isLost = fault === undefined && view.value(name) !== view.current(name)
  const help = (
    <>
      PNG, JPEG or WebP, at most 500 kB. Choose nothing to keep what there is.
      {isLost && <b> Choose the file again: it was not saved.</b>}
    </>
  )
  const field = { name, label, help, fault }
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <HelpAndFault {...field} />
      {view.isSet(name) && <img class="logo" src={link(PATHS.logo)} alt="The logo that is set" />}
      <input {...fieldAttributes(field)} type="file" accept="image/png,image/jpeg,image/webp" />
      {view.isSet(name) && <RemoveBox name={name} label="Remove the logo" />}
    </div>
  )
}
