import type { ApplicationCheck } from '../constant-contact/oauth/check-application.ts'
import { ChoiceField } from './components/fields.tsx'
import { SecretField } from './components/secret-field.tsx'
import { SettingField } from './components/setting-field.tsx'
import type { OwnerParts } from './owner-parts.ts'
import { readSettingsView, type SettingsView } from './settings-view.ts'

export type ApplicationParts = Pick<
  OwnerParts,
  'settings' | 'connectedAt' | 'environmentSecret' | 'checkApplication'
>

/** Reads a typed application, and checks it at Constant Contact. Another one than before must be agreed to disconnect. */
export async function readApplication(form: URLSearchParams, parts: ApplicationParts) {
  const { settings, connectedAt, checkApplication } = parts
  const { isLocked, value } = await readSettingsView(settings)
  const before = value('CTCT_CLIENT_ID')
  const clientId = isLocked('CTCT_CLIENT_ID') ? before : (form.get('CTCT_CLIENT_ID')?.trim() ?? '')
  const typed = form.get('CTCT_CLIENT_SECRET')?.trim() || undefined
  // An empty field keeps the secret of the same application, which the page never shows.
  const isKept = clientId === before && !form.has('remove-CTCT_CLIENT_SECRET')
  const kept = isKept ? (await settings.read()).values.CTCT_CLIENT_SECRET : undefined
  const clientSecret = parts.environmentSecret ?? typed ?? kept
  const changes = { CTCT_CLIENT_ID: clientId, CTCT_CLIENT_SECRET: clientSecret ?? null }
  const fault = (name: string, sentence: string) => ({ faults: [{ name, sentence }], changes })
  if (clientId === '') return fault('CTCT_CLIENT_ID', 'Paste the application’s id.')
  if (before !== '' && clientId !== before && (await connectedAt()) !== undefined && !form.has('disconnect'))
    return fault('disconnect', 'To change the application, tick this.')
  const check = await checkApplication({ clientId, clientSecret })
  if (check.kind === 'right') return { faults: [], changes }
  return fault(isLocked('CTCT_CLIENT_ID') ? 'CTCT_CLIENT_SECRET' : 'CTCT_CLIENT_ID', sentenceFor(check))
}

function sentenceFor(check: Exclude<ApplicationCheck, { kind: 'right' }>): string {
  if (check.kind === 'unknown')
    return 'Constant Contact cannot be reached at the moment to check it. Please try again in a minute.'
  return `Constant Contact does not accept this id with this secret (${check.error}). Copy both again. With PKCE, leave the secret empty.`
}

/** The fields of the application. `isConnected`: whether another one would disconnect the relay. */
export function ApplicationFields({ view, isConnected }: { view: SettingsView; isConnected: boolean }) {
  return (
    <>
      <SettingField
        {...{ view, name: 'CTCT_CLIENT_ID' }}
        label="Application id"
        help="Constant Contact also calls it API key or client id."
      />
      <SecretField
        {...{ view, name: 'CTCT_CLIENT_SECRET', label: 'Secret', help: 'With PKCE, there is none.' }}
        remove="Remove the secret: the application uses PKCE"
      />
      {view.isSet('CTCT_CLIENT_ID') && isConnected && <DisconnectField view={view} />}
    </>
  )
}

function DisconnectField({ view }: { view: SettingsView }) {
  return (
    <ChoiceField
      {...{ name: 'disconnect', label: 'If you change the application', kind: 'several', chosen: [] }}
      fault={view.fault('disconnect')}
      choices={[
        {
          value: 'yes',
          label: 'Disconnect the relay from the account',
          help: 'You then have to press Allow again. Until then, sign-ups wait.',
        },
      ]}
    />
  )
}
