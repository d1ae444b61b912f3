import { html } from 'hono/html'
import { type Account, mayWrite } from '../../constant-contact/account.ts'
import type { ContactList, CustomField } from '../../constant-contact/api/records.ts'
import type { Page } from '../page.ts'
import { customFieldsAttribute, listsAttribute } from './account-snippets.ts'

/** What an owner needs next: the ids for the tag and for the settings, as far as they could be read. `connectPath` leads to the button. */
export function connectedPage(account: Account | undefined, connectPath: string): Page {
  const { lists, customFields, privileges } = account ?? {}
  return {
    title: 'Connected to Constant Contact',
    heading: 'Connected',
    content: html`${mayWrite(privileges) ? html`<p>The relay can now add sign-ups to your Constant Contact account.</p>` : cannotWrite(connectPath)}
${lists === undefined ? unread('lists') : listsSection(lists)}
${customFields === undefined ? unread('custom fields') : customFieldsSection(customFields)}`,
  }
}

/** For a browser that has not just connected the relay: it may not see what is in the account. */
export function hiddenAccountPage(isConnected: boolean, connectPath: string): Page {
  const title = isConnected ? 'Connected' : 'Not connected'
  return {
    title,
    content: html`<p>${
      isConnected
        ? 'The relay can add sign-ups to your Constant Contact account. To see your lists and their ids here, connect again: they are shown for an hour, in that browser only.'
        : 'The relay is not connected to a Constant Contact account. It keeps sign-ups until it is.'
    } <a href="${connectPath}">Connect</a></p>`,
  }
}

function cannotWrite(connectPath: string) {
  return html`<p><strong>The user who pressed Allow has no permission to change contacts</strong>, so the relay cannot add sign-ups yet. Please <a href="${connectPath}">connect again</a> as the account owner.</p>`
}

function unread(what: string) {
  return html`<p>We couldn’t read your ${what} at the moment. Reload this page to try again.</p>`
}

/** A tag names 50 lists at most, and a choice of more than a few is no choice. */
const SHOWN_TOGETHER = 5

function listsSection(lists: readonly ContactList[]) {
  const some = lists.slice(0, SHOWN_TOGETHER)
  if (some.length === 0) {
    return html`<h2>Your lists</h2>
<p>The account has no lists yet. Create one in Constant Contact, then reload this page to see its id.</p>`
  }
  return html`<h2>Your lists</h2>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Id</th></tr></thead>
<tbody>${lists.map(({ id, name }) => html`<tr><td>${name}</td><td><code>${id}</code></td></tr>`)}</tbody>
</table>
<p>Name the list in the form’s tag:</p>
${snippet(listsAttribute(some.slice(0, 1)))}
${some.length > 1 ? html`<p>Or let visitors choose from several:</p>${snippet(`${listsAttribute(some)}\ndata-list-choice`)}` : ''}
<p>The relay accepts sign-ups only for the lists in its settings:</p>
${snippet(`ALLOWED_LISTS=${some.map(({ id }) => id).join(',')}`)}`
}

function customFieldsSection(fields: readonly CustomField[]) {
  const attribute = customFieldsAttribute(fields)
  if (attribute === undefined) return ''
  return html`<h2>Your custom fields</h2>
<p>Paste this into the form’s tag and delete the fields you don’t want to ask for:</p>
${snippet(attribute)}`
}

/** Long lines scroll, and what scrolls must be reachable by keyboard. */
function snippet(text: string) {
  return html`<pre tabindex="0"><code>${text}</code></pre>`
}
