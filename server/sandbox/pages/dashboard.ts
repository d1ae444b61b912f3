import { html } from 'hono/html'
import type { State } from '../state.ts'
import { contactCard } from './contact-card.ts'
import { layout, type Markup } from './layout.ts'
import { callEntry, mailEntry } from './log-entries.ts'

/** How many of each kind the dashboard shows. */
export const MAX_SHOWN = 50

/** Contacts, calls and mailbox, newest first, and the account's ids. */
export function dashboardPage(state: State): Markup {
  const { contacts, mailbox, calls, counts, now } = state
  return layout(
    'Constant Contact sandbox',
    html`<div class="page">
<header>
  <div class="brand"><img src="/sandbox/icon.svg" alt=""><div>
    <p class="eyebrow">Demo account of Juniper &amp; Rye</p>
    <h1>Constant Contact sandbox</h1></div></div>
  <p class="lead">No real people, no real mail, no real account. Everything the relay sends to Constant Contact arrives here
  instead and is kept until the process stops. This page updates automatically. Times are in UTC.</p>
</header>
<main class="grid">
  <section aria-labelledby="contacts-title">
    <h2 id="contacts-title">Contacts ${count(counts.contacts, contacts.length)}</h2>
    <div class="stack">
      ${contacts.length === 0 ? html`<p class="card empty">No contacts yet. Fill in a form to add one.</p>` : ''}
      ${newestFirst(contacts).map((contact) => contactCard(contact, state))}
    </div>
  </section>
  <div class="side">
    <section aria-labelledby="calls-title">
      <h2 id="calls-title">Calls ${count(counts.calls, calls.length)}</h2>
      ${list(
        newestFirst(calls).map((call) => callEntry(call, now)),
        'No calls yet.',
      )}
      <p class="quiet below">${counts.calls_today} of ${state.settings.per_day.toLocaleString('en')} calls used today,
      at most ${state.settings.per_second} per second. ${connection(counts.grants_alive)}</p>
    </section>
    <section aria-labelledby="mailbox-title">
      <h2 id="mailbox-title">Mailbox ${count(counts.mails, mailbox.length)}</h2>
      ${list(
        newestFirst(mailbox).map((mail) => mailEntry(mail, now)),
        'No mail yet. Emails are caught here instead of being sent.',
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
  return all.slice(-MAX_SHOWN).reverse()
}

function count(all: number, shown: number): Markup {
  const text = all > shown ? `${all}, newest ${shown} shown` : String(all)
  return html`<span class="count">${text}</span>`
}

function list(entries: Markup[], emptyText: string): Markup {
  return entries.length === 0
    ? html`<p class="card empty">${emptyText}</p>`
    : html`<ul class="rows">${entries}</ul>`
}

function connection(grantCount: number): string {
  return grantCount === 0 ? 'No application has access: the owner must press Allow.' : 'The relay has access.'
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
      <span class="pill ${faults.length > 0 ? 'warn' : ''}">${faults.length === 0 ? 'no faults' : `${faults.length} active`}</span></summary>
      <div class="inside"><pre>${JSON.stringify({ settings, faults }, null, 2)}</pre></div></details></li>
  </ul>
</section>`
}
