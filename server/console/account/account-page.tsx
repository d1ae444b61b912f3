import type { KnownAccount } from '../../constant-contact/account.ts'
import type { TokenStatus } from '../../constant-contact/oauth/token-state.ts'
import { PATHS } from '../../contract.ts'
import { DescriptionList } from '../components/description-list.tsx'
import { type ConsoleContext, link } from '../routes.ts'
import type { SettingsView } from '../settings-view.ts'
import { Connection } from './connection.tsx'
import { CustomFields, GoneLists, Lists, Reading } from './records.tsx'
import { TrialForm } from './trial-page.tsx'

type Props = {
  context: ConsoleContext
  view: SettingsView
  connection: TokenStatus
  known: KnownAccount | undefined
  apiHost: string
}

/** The account, as far as this relay knows it. */
export function AccountPage({ context, view, connection, known, apiHost }: Props) {
  const open = view.values('ALLOWED_LISTS').map((id) => id.toLowerCase())
  return (
    <>
      <Connection
        {...{ context, connection, apiHost, privileges: known?.privileges }}
        clientId={view.current('CTCT_CLIENT_ID')}
      />
      <h2>Lists and custom fields</h2>
      <Reading {...{ context, readAt: known?.readAt, isConnected: connection.kind === 'connected' }} />
      {known && (
        <>
          <GoneLists {...{ context, open, lists: known.lists }} />
          <Lists {...{ open, lists: known.lists }} />
          <CustomFields fields={known.customFields} />
        </>
      )}
      <TrialForm {...{ context, open, lists: known?.lists ?? [] }} />
      <h2>This relay</h2>
      <DescriptionList
        pairs={[
          ['Version', VERSION],
          ['Address', <code key="address">{view.publicUrl}</code>],
          [
            'Health',
            <a key="health" href={link(context, PATHS.ready)}>
              What monitors read
            </a>,
          ],
          [
            'Documentation',
            <>
              <code>README.md</code>, <code>SECURITY.md</code> and <code>CHANGELOG.md</code>, which come with
              the relay
            </>,
          ],
        ]}
      />
    </>
  )
}
