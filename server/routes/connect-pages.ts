import { html } from 'hono/html'
import type { ExchangeAnswer } from '../constant-contact/authorization.ts'
import type { ContactList, CustomField } from '../constant-contact/records.ts'
import { PATHS } from '../contract.ts'
import { customFieldsAttribute, listsAttribute } from './account-snippets.ts'
import type { Page } from './page.ts'

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

/** What could be read of the account; absent where it could not. */
export type Account = {
  lists: ContactList[] | undefined
  customFields: CustomField[] | undefined
  mayWrite: boolean
}

/** What an owner needs next: the ids for the tag and for the settings. */
export function connectedPage({ lists, customFields, mayWrite }: Account): Page {
  return {
    title: 'Connected to Constant Contact',
    body: html`<main>
<h1>Connected</h1>
<p>The relay may now add sign-ups to your Constant Contact account.</p>
${mayWrite ? '' : html`<p><strong>The person who pressed Allow may not change contacts there.</strong> Please <a href="${PATHS.connect}">connect again</a> as the owner of the account.</p>`}
${lists === undefined ? html`<p>Your lists could not be read just now. You find them again by connecting once more.</p>` : listsSection(lists)}
${customFields === undefined || customFields.length === 0 ? '' : customFieldsSection(customFields)}
</main>`,
  }
}

/** A tag names 50 lists at most, and a choice of more than a few is no choice. */
const LISTS_SHOWN_TOGETHER = 5

function listsSection(lists: readonly ContactList[]) {
  const [first] = lists
  if (first === undefined)
    return html`<h2>Your lists</h2>
<p>The account has no list yet. Make one at Constant Contact, then connect again to see its id.</p>`
  return html`<h2>Your lists</h2>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Id</th></tr></thead>
<tbody>${lists.map(({ id, name }) => html`<tr><td>${name}</td><td><code>${id}</code></td></tr>`)}</tbody>
</table>
<p>A form names its lists in its tag:</p>
<pre><code>${listsAttribute([first])}</code></pre>
${
  lists.length > 1
    ? html`<p>Several, from which the visitor chooses:</p>
<pre><code>${listsAttribute(lists.slice(0, LISTS_SHOWN_TOGETHER))} data-list-choice</code></pre>`
    : ''
}
<p>The relay takes sign-ups for the lists that its settings allow:</p>
<pre><code>ALLOWED_LISTS=${lists
    .slice(0, LISTS_SHOWN_TOGETHER)
    .map(({ id }) => id)
    .join(',')}</code></pre>`
}

function customFieldsSection(fields: readonly CustomField[]) {
  return html`<h2>Your custom fields</h2>
<p>Choose those that the form should ask for:</p>
<pre><code>${customFieldsAttribute(fields)}</code></pre>`
}

type Failure = Exclude<ExchangeAnswer, { kind: 'tokens' }>

const STATUS: Record<Failure['kind'], number> = {
  denied: 403,
  state_mismatch: 400,
  invalid_grant: 400,
  unavailable: 503,
  misconfigured: 502,
}

/** Why nothing was connected, and the way back. `callback` is the address the application must know. */
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
