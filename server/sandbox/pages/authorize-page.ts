import { html } from 'hono/html'
import type { Asking } from '../oauth/authorize.ts'
import { document, type Markup } from './layout.ts'

const MEANING: Record<string, string> = {
  contact_data: 'read and change your contacts',
  campaign_data: 'read and change your campaigns',
  account_read: 'read the details of your account',
  account_update: 'change the details of your account',
  offline_access: 'stay connected until you take this back',
}

/** The one question a person must answer: may this application work with the account? */
export function authorizePage(clientId: string, { redirectUri, scope }: Asking): Markup {
  return document(
    'Allow access to Juniper & Rye?',
    html`<main class="narrow card">
      <p class="eyebrow">Stand-in for Constant Contact</p>
      <h1>Allow access to Juniper &amp; Rye?</h1>
      <p>The application <code>${clientId}</code> would like to</p>
      <ul>${scope.map((name) => html`<li>${MEANING[name] ?? name} <code>${name}</code></li>`)}</ul>
      <p>You are then taken back to <code>${new URL(redirectUri).origin}</code>.</p>
      <form method="post" class="choice">
        <button class="primary" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>
      <p class="quiet">No real account stands behind this: Juniper &amp; Rye is a bakery that does not exist.</p>
    </main>`,
  )
}

export function cannotAskPage(message: string): Markup {
  return document(
    'This cannot be asked',
    html`<main class="narrow card">
      <p class="eyebrow">Stand-in for Constant Contact</p>
      <h1>This cannot be asked</h1>
      <p>${message}</p>
      <p class="quiet">The application sent you here with a request that is not right; nothing was allowed.</p>
    </main>`,
  )
}
