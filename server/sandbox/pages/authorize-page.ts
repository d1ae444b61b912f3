import { html } from 'hono/html'
import { layout, type Markup } from './layout.ts'

const SCOPE_MEANINGS: Record<string, string> = {
  contact_data: 'read and change your contacts',
  campaign_data: 'read and change your campaigns',
  account_read: 'read your account details',
  account_update: 'change your account details',
  offline_access: 'stay connected until you revoke access',
}

/** Asks the owner whether the application may access the account. */
export function authorizePage(
  clientId: string,
  { redirectUri, scope }: { redirectUri: string; scope: string[] },
): Markup {
  return layout(
    'Allow access to Juniper & Rye?',
    html`<main class="narrow card">
      <p class="eyebrow">Constant Contact sandbox</p>
      <h1>Allow access to Juniper &amp; Rye?</h1>
      <p>The application <code>${clientId}</code> wants to:</p>
      <ul>${scope.map((name) => html`<li>${SCOPE_MEANINGS[name] ?? name} <code>${name}</code></li>`)}</ul>
      <p>You will then return to <code>${new URL(redirectUri).origin}</code>.</p>
      <form method="post" class="choice">
        <button class="primary" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
      </form>
      <p class="quiet">This is not a real account: Juniper &amp; Rye is a fictional bakery.</p>
    </main>`,
  )
}

export function invalidRequestPage(message: string): Markup {
  return layout(
    'Invalid authorization request',
    html`<main class="narrow card">
      <p class="eyebrow">Constant Contact sandbox</p>
      <h1>Invalid authorization request</h1>
      <p>${message}</p>
      <p class="quiet">The application sent you here with an invalid request. No access was granted.</p>
    </main>`,
  )
}
