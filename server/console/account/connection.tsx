import { mayWrite } from '../../constant-contact/account.ts'
import type { TokenStatus } from '../../constant-contact/oauth/token-state.ts'
import { Form, Time } from '../components/components.tsx'
import { DescriptionList, type Pair } from '../components/description-list.tsx'
import { type ConsoleContext, link } from '../routes.ts'

type Props = {
  context: ConsoleContext
  connection: TokenStatus
  clientId: string
  apiHost: string
  privileges: readonly string[] | undefined
}

const NOT_CONNECTED = {
  never_connected: 'The relay is not connected. Sign-ups are kept, and wait until it is.',
  grant_lost: 'Constant Contact rejects the connection. Sign-ups are kept, and wait. Connect again.',
  undecryptable:
    'The connection cannot be decrypted with the relay’s key. Connect again, or start the relay with the previous key too (SECRET_KEY=new,old).',
}

/** Whether the relay is connected, since when, and as what; with buttons to connect and to disconnect. */
export function Connection({ context, connection, clientId, apiHost, privileges }: Props) {
  const isConnected = connection.kind === 'connected'
  return (
    <section class="card" aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      {!isConnected && <p class="error">{NOT_CONNECTED[connection.reason]}</p>}
      {isConnected && !mayWrite(privileges) && (
        <p class="error">
          The user who pressed Allow has no permission to change contacts, so the relay cannot add sign-ups.
          Connect again as the owner of the account.
        </p>
      )}
      {connection.kind === 'connected' && connection.trouble !== undefined && (
        <p class="error">{TROUBLE[connection.trouble]}</p>
      )}
      <DescriptionList pairs={pairsOf({ connection, clientId, apiHost, privileges })} />
      <div class="actions">
        <Form context={context} action="/console/account/connect">
          <button type="submit" class={isConnected ? 'secondary' : undefined}>
            {isConnected ? 'Connect again' : 'Connect'}
          </button>
        </Form>
        {isConnected && (
          <a class="button secondary" href={link(context, '/console/account/disconnect')}>
            Disconnect …
          </a>
        )}
      </div>
    </section>
  )
}

const TROUBLE = {
  unavailable:
    'Constant Contact could not be reached when the relay last renewed the connection. It tries again by itself.',
  misconfigured:
    'Constant Contact rejects the application’s id or secret. Check them under Settings, or in the relay’s environment.',
}

function pairsOf(props: Omit<Props, 'context'>): (Pair | false)[] {
  const { connection, clientId, apiHost, privileges } = props
  return [
    connection.kind === 'connected' && ['Connected since', <Time key="since" at={connection.connectedAt} />],
    connection.kind === 'connected' && ['Last renewed', <Time key="renewed" at={connection.refreshedAt} />],
    ['Application', <code key="application">{clientId}</code>],
    ['Constant Contact’s API', <code key="host">{apiHost}</code>],
    [
      'Whose account',
      'The account of the user who pressed Allow. To read its name, the relay would need a permission that it does not ask for.',
    ],
    privileges !== undefined && [
      'What that user may do',
      <code key="privileges">{privileges.join(', ') || 'nothing'}</code>,
    ],
  ]
}

export function DisconnectQuestion({ context }: { context: ConsoleContext }) {
  return (
    <>
      <p>
        The relay forgets its connection. It still accepts sign-ups and keeps them, and sends them once you
        have connected again. Nothing changes at Constant Contact.
      </p>
      <div class="actions">
        <Form context={context} action="/console/account/disconnect">
          <button type="submit">Disconnect</button>
        </Form>
        <a class="button secondary" href={link(context, '/console/account')}>
          Stay connected
        </a>
      </div>
    </>
  )
}
