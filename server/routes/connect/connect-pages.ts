import { html } from 'hono/html'
import type { ExchangeAnswer } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import { publicPathOf } from '../../http/public-path.ts'
import { RELAY } from '../../operator/relay-command.ts'
import type { Page } from '../page.ts'

/** The one-time code by which the owner proves who they are. */
export type OneTimeCode = { kind: 'not needed' } | { kind: 'from link'; code: string } | { kind: 'to type' }

/** Why the button led nowhere. */
type ConnectError = 'wrong_code' | 'other_site'

/** The page with the button. Only pressing it spends the code, since mail scanners and link previews open the page too. */
export function connectPage(code: OneTimeCode, publicUrl: string, error?: ConnectError): Page {
  return {
    title: error === undefined ? TITLE : `Error: ${TITLE}`,
    status: error === undefined ? 200 : 403,
    heading: TITLE,
    content: html`${error === undefined ? '' : errorMessage(error, publicUrl)}
<p>Constant Contact will ask you to sign in as the account owner and to press Allow. The relay can then add sign-ups to your lists.</p>
<form method="post" action="${publicPathOf(publicUrl)}${PATHS.connect}">
${code.kind === 'from link' ? html`<input type="hidden" name="code" value="${code.code}">` : ''}
${code.kind === 'to type' ? codeField(error) : ''}
<button>Connect</button>
</form>`,
  }
}

const TITLE = 'Connect to Constant Contact'

/** Announced by screen readers, also as the description of the field that has the focus. */
function errorMessage(error: ConnectError, publicUrl: string) {
  const address = `${publicUrl}${PATHS.connect}`
  const sentence =
    error === 'wrong_code'
      ? 'This code is wrong, has already been used, or is more than an hour old. Please enter a new one.'
      : html`The button was pressed on a page of another address, so nothing was done. Please open <a href="${address}">${address}</a> and press it there. If this is the relay’s address, set <code>PUBLIC_URL</code> to it and restart the relay.`
  return html`<p id="error" class="error" role="alert">${sentence}</p>`
}

function codeField(error: ConnectError | undefined) {
  const wrong = error === 'wrong_code'
  return html`<label for="code">One-time code</label>
<input id="code" name="code" required autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="${wrong ? 'error code-help' : 'code-help'}"${wrong ? html` aria-invalid="true" autofocus` : ''}>
<p id="code-help" class="quiet">The relay logs a link with a code when it starts. To get a new one, run <code>${RELAY} connect</code>.</p>`
}

export type Failure = Exclude<ExchangeAnswer, { kind: 'tokens' }>

const STATUS: Record<Failure['kind'], number> = {
  denied: 403,
  state_mismatch: 400,
  invalid_grant: 400,
  unavailable: 503,
  misconfigured: 502,
}

type Place = {
  publicUrl: string
  /** The address at which the owner can try again. */
  again: string
  /** True if the relay has a connection of before. */
  isConnected: boolean
}

/** Why nothing was connected, and the way back. */
export function notConnectedPage(failure: Failure, { publicUrl, again, isConnected }: Place): Page {
  const title = isConnected ? 'No new connection' : 'Not connected'
  return {
    title,
    status: STATUS[failure.kind],
    content: html`${reason(failure, publicUrl)}
<p>${isConnected ? 'Nothing has changed: the relay is still connected as it was.' : 'Nothing has changed.'} <a href="${again}">Try again</a></p>`,
  }
}

function reason(failure: Failure, publicUrl: string) {
  switch (failure.kind) {
    case 'denied':
      return html`<p>Constant Contact gave the relay no access (<code>access_denied</code>). Either</p>
<ul>
<li>you did not allow it. Then try again and press Allow; or</li>
<li>you signed in as a user who may not use the application. A new application is private: at first only the Constant Contact user who made it can press Allow. Try again and sign in as that user. If that is not the owner of the account, make a new application as the owner and give the relay its id (<code>CTCT_CLIENT_ID</code>) and its secret, or ask Constant Contact to open yours to other users.</li>
</ul>`
    case 'state_mismatch':
      return html`<p>This response doesn’t match a connection started in this browser in the last ten minutes. Start at <code>${publicUrl}${PATHS.connect}</code>: the browser keeps the connection’s cookie for that address only.</p>`
    case 'invalid_grant':
      return html`<p>Constant Contact rejected the authorization code. It has already been used, or it is more than five minutes old.</p>`
    case 'unavailable':
      return html`<p>We couldn’t reach Constant Contact. Please try again in a minute.</p>`
    case 'misconfigured':
      return failure.error === 'no_refresh_token'
        ? html`<p>Constant Contact didn’t issue a refresh token, so the relay can’t stay connected. Enable refresh tokens for your application in Constant Contact’s developer portal; rotating and long-lived ones both work.</p>`
        : html`<p>Constant Contact rejected the application (<code>${failure.error}</code>). In Constant Contact’s developer portal, check that the application’s id (<code>CTCT_CLIENT_ID</code>) and secret (<code>CTCT_CLIENT_SECRET</code>) are right and that <code>${publicUrl}${PATHS.connectCallback}</code> is listed as a redirect URI.</p>`
  }
}
