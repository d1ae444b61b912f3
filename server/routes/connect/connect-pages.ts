import { html } from 'hono/html'
import type { ExchangeAnswer } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import type { Page } from '../page.ts'

/** How the owner shows who they are: with a code from the link, one to type, or not at all. */
export type Asking = { kind: 'nothing' } | { kind: 'given'; code: string } | { kind: 'typed'; wrong: boolean }

/** The page with the button. A pressed button only, never a mere visit, spends the code: mail scanners and previews visit. */
export function connectPage(asking: Asking): Page {
  const wrong = asking.kind === 'typed' && asking.wrong
  return {
    title: 'Connect to Constant Contact',
    status: wrong ? 403 : 200,
    body: html`<main>
<h1>Connect to Constant Contact</h1>
<p>Constant Contact will ask you to sign in, as the owner of the account, and to press Allow. The relay may then add sign-ups to your lists.</p>
<form method="post" action="${PATHS.connect}">
${asking.kind === 'given' ? html`<input type="hidden" name="code" value="${asking.code}">` : ''}
${asking.kind === 'typed' ? codeField(wrong) : ''}
<button>Connect</button>
</form>
</main>`,
  }
}

function codeField(wrong: boolean) {
  return html`<label for="code">One-time code</label>
<input id="code" name="code" required autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="code-help"${wrong ? html` aria-invalid="true"` : ''}>
<p id="code-help" class="quiet">${wrong ? 'This code was used before, is older than an hour, or was never one. ' : ''}The relay writes a link with a code to its log when it starts, and <code>npm run relay -- connect</code> prints a new one.</p>`
}

type Failure = Exclude<ExchangeAnswer, { kind: 'tokens' }>

const STATUS: Record<Failure['kind'], number> = {
  denied: 403,
  state_mismatch: 400,
  invalid_grant: 400,
  unavailable: 503,
  misconfigured: 502,
}

/** Why nothing was connected, and the way back. */
export function notConnectedPage(failure: Failure, publicUrl: string): Page {
  return {
    title: 'Not connected',
    status: STATUS[failure.kind],
    body: html`<main>
<h1>Not connected</h1>
<p>${reason(failure, publicUrl)}</p>
<p>Nothing has changed. <a href="${publicUrl}${PATHS.connect}">Try again</a></p>
</main>`,
  }
}

function reason(failure: Failure, publicUrl: string) {
  switch (failure.kind) {
    case 'denied':
      return 'You did not allow the relay to use your account.'
    case 'state_mismatch':
      return 'This answer does not belong to a Connect button that was pressed in this browser within the last ten minutes.'
    case 'invalid_grant':
      return 'Constant Contact no longer takes this answer: it was used before, or it is older than five minutes.'
    case 'unavailable':
      return 'Constant Contact cannot be reached at the moment. Please try again in a minute.'
    case 'misconfigured':
      return failure.error === 'no_refresh_token'
        ? html`Constant Contact did not allow the relay to stay connected. Please allow refresh tokens for your application in Constant Contact’s developer portal.`
        : html`Constant Contact does not accept the application (<code>${failure.error}</code>). Please compare <code>CTCT_CLIENT_ID</code> and <code>CTCT_CLIENT_SECRET</code> with those in Constant Contact’s developer portal, where <code>${publicUrl}${PATHS.connectCallback}</code> must stand as a redirect address.`
  }
}
