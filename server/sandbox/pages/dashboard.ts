import { html } from 'hono/html'
import type { State } from '../state.ts'
import { contactCard } from './contact-card.ts'
import { document, type Markup } from './layout.ts'
import { callRow, mailRow } from './log-entries.ts'

/** How many of each kind the page shows. */
export const SHOWN = 50

/** What arrived, the newest first: contacts, mailbox, calls, and the ids of the account. */
export function page(state: State): Markup {
  const { contacts, mailbox, calls, counts, now } = state
  return document(
    'Sandbox: a stand-in for Constant Contact',
    html`<div class="page">
<header>
  <div class="brand"><img src="/sandbox/icon.svg" alt=""><div>
    <p class="eyebrow">Sandbox account of Juniper &amp; Rye</p>
    <h1>A stand-in for Constant Contact</h1></div></div>
  <p class="lead">No real people, no real mail, no real account. What the relay sends to Constant Contact arrives here
  instead, and stays until it is stopped. This page keeps itself up to date; its times are UTC.</p>
</header>
<main class="grid">
  <section aria-labelledby="contacts-title">
    <h2 id="contacts-title">Contacts ${count(counts.contacts, contacts.length)}</h2>
    <div class="stack">
      ${contacts.length === 0 ? html`<p class="card empty">No contact yet. Fill in a form, and the person appears here.</p>` : ''}
      ${newestFirst(contacts).map((contact) => contactCard(contact, state))}
    </div>
  </section>
  <div class="side">
    <section aria-labelledby="calls-title">
      <h2 id="calls-title">Calls ${count(counts.calls, calls.length)}</h2>
      ${list(
        newestFirst(calls).map((call) => callRow(call, now)),
        'No call yet.',
      )}
      <p class="quiet below">${counts.calls_today} of ${state.settings.per_day.toLocaleString('en')} calls used today,
      ${state.settings.per_second} a second at most. ${connection(counts.grants_alive)}</p>
    </section>
    <section aria-labelledby="mailbox-title">
      <h2 id="mailbox-title">Mailbox ${count(counts.mails, mailbox.length)}</h2>
      ${list(
        newestFirst(mailbox).map((mail) => mailRow(mail, now)),
        'No mail yet. What would be mailed to people is kept here.',
      )}
    </section>
    ${account(state)}
  </div>
</main>
</div>`,
    true,
  )
}

function newestFirst<T>(all: T[]): T[] {
  return all.slice(-SHOWN).reverse()
}

function count(all: number, shown: number): Markup {
  const text = all > shown ? `${all}, the newest ${shown} shown` : String(all)
  return html`<span class="count">${text}</span>`
}

function list(rows: Markup[], nothing: string): Markup {
  return rows.length === 0 ? html`<p class="card empty">${nothing}</p>` : html`<ul class="rows">${rows}</ul>`
}

function connection(alive: number): string {
  return alive === 0 ? 'Nobody is allowed in: a person must press Allow.' : 'The relay is allowed in.'
}

function account({ lists, custom_fields, faults, settings }: State): Markup {
  return html`<section aria-labelledby="account-title">
  <h2 id="account-title">Account</h2>
  <ul class="rows">
    <li><details id="account-lists"><summary><span class="what">Lists</span><span class="pill">${lists.length}</span></summary>
      <ul class="inside ids">${lists.map((one) => html`<li>${one.name}<code>${one.list_id}</code></li>`)}</ul></details></li>
    <li><details id="account-fields"><summary><span class="what">Custom fields</span>
      <span class="pill">${custom_fields.length}</span></summary>
      <ul class="inside ids">${custom_fields.map(
        (one) =>
          html`<li>${one.label} <span class="quiet">${one.type}</span><code>${one.custom_field_id}</code></li>`,
      )}</ul></details></li>
    <li><details id="account-settings"><summary><span class="what">Settings and faults</span>
      <span class="pill ${faults.length > 0 ? 'warn' : ''}">${faults.length === 1 ? '1 fault' : `${faults.length} faults`} on</span></summary>
      <div class="inside"><pre>${JSON.stringify({ settings, faults }, null, 2)}</pre></div></details></li>
  </ul>
</section>`
}
