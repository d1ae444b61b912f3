import { html } from 'hono/html'
import type { ExchangeAnswer } from '../../constant-contact/oauth/authorization.ts'
import { PATHS } from '../../contract.ts'
import type { Page } from '../page.ts'

/** The one-time code by which the owner proves who they are. */
export type OneTimeCode =
  | { kind: 'not needed' }
  | { kind: 'from link'; code: string }
  | { kind: 'to type'; wrong: boolean }

/** The page with the button. Only pressing it spends the code, since mail scanners and link previews open the page too. */
export function connectPage(code: OneTimeCode): Page {
  const wrong = code.kind === 'to type' && code.wrong
  return {
    title: 'Connect to Constant Contact',
    status: wrong ? 403 : 200,
    body: html`<main>
<h1>Connect to Constant Contact</h1>
<p>Constant Contact will ask you to sign in as the account owner and to press Allow. The relay can then add sign-ups to your lists.</p>
<form method="post" action="${PATHS.connect}">
${code.kind === 'from link' ? html`<input type="hidden" name="code" value="${code.code}">` : ''}
${code.kind === 'to type' ? codeField(wrong) : ''}
<button>Connect</button>
</form>
</main>`,
  }
}

function codeField(wrong: boolean) {
  return html`<label for="code">One-time code</label>
<input id="code" name="code" required autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="code-help"${wrong ? html` aria-invalid="true"` : ''}>
<p id="code-help" class="quiet">${wrong ? 'This code is wrong, has already been used, or is more than an hour old. ' : ''}The relay logs a link with a code when it starts. To get a new one, run <code>npm run relay -- connect</code>.</p>`
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
      return 'This response doesn’t match a connection started in this browser in the last ten minutes.'
    case 'invalid_grant':
      return 'Constant Contact rejected the authorization code. It has already been used, or it is more than five minutes old.'
    case 'unavailable':
      return 'We couldn’t reach Constant Contact. Please try again in a minute.'
    case 'misconfigured':
      return failure.error === 'no_refresh_token'
        ? html`Constant Contact didn’t issue a refresh token, so the relay can’t stay connected. Enable refresh tokens for your application in Constant Contact’s developer portal.`
        : html`Constant Contact rejected the application (<code>${failure.error}</code>). In Constant Contact’s developer portal, check that <code>CTCT_CLIENT_ID</code> and <code>CTCT_CLIENT_SECRET</code> match and that <code>${publicUrl}${PATHS.connectCallback}</code> is listed as a redirect URI.`
  }
}
