import { html } from 'hono/html'
import type { ContactList, CustomField } from '../../constant-contact/api/records.ts'
import { PATHS } from '../../contract.ts'
import type { Page } from '../page.ts'
import { customFieldsAttribute, listsAttribute } from './account-snippets.ts'

/** What could be read of the account; absent where it could not. */
export type Account = {
  lists: ContactList[] | undefined
  customFields: CustomField[] | undefined
  mayWrite: boolean
}

/** What an owner needs next: the ids for the tag and for the settings. */
export function connectedPage({ lists, customFields = [], mayWrite }: Account): Page {
  return {
    title: 'Connected to Constant Contact',
    body: html`<main>
<h1>Connected</h1>
<p>The relay may now add sign-ups to your Constant Contact account.</p>
${mayWrite ? '' : cannotWrite()}
${lists === undefined ? html`<p>Your lists could not be read just now. Connect once more to see them here.</p>` : listsSection(lists)}
${customFields.length === 0 ? '' : customFieldsSection(customFields)}
</main>`,
  }
}

function cannotWrite() {
  return html`<p><strong>The person who pressed Allow may not change contacts there.</strong> Please <a href="${PATHS.connect}">connect again</a> as the owner of the account.</p>`
}

/** A tag names 50 lists at most, and a choice of more than a few is no choice. */
const SHOWN_TOGETHER = 5

function listsSection(lists: readonly ContactList[]) {
  const some = lists.slice(0, SHOWN_TOGETHER)
  if (some.length === 0) {
    return html`<h2>Your lists</h2>
<p>The account has no list yet. Make one at Constant Contact, then connect again to see its id.</p>`
  }
  return html`<h2>Your lists</h2>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Id</th></tr></thead>
<tbody>${lists.map(({ id, name }) => html`<tr><td>${name}</td><td><code>${id}</code></td></tr>`)}</tbody>
</table>
<p>A form names its list in its tag:</p>
${snippet(listsAttribute(some.slice(0, 1)))}
${some.length > 1 ? html`<p>Or several, from which the visitor chooses:</p>${snippet(`${listsAttribute(some)}\ndata-list-choice`)}` : ''}
<p>The relay takes sign-ups only for the lists that its settings allow:</p>
${snippet(`ALLOWED_LISTS=${some.map(({ id }) => id).join(',')}`)}`
}

function customFieldsSection(fields: readonly CustomField[]) {
  return html`<h2>Your custom fields</h2>
<p>Keep those that the form should ask for:</p>
${snippet(customFieldsAttribute(fields))}`
}

/** Long lines scroll, and what scrolls must be reachable by keyboard. */
function snippet(text: string) {
  return html`<pre tabindex="0"><code>${text}</code></pre>`
}
