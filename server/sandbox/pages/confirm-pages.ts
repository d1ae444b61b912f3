import { html } from 'hono/html'
import { document, type Markup } from './layout.ts'

/** What stands behind the link of a vendor's mail: only the pressed button confirms, opening the page does not. */
export function confirmPage(address: string): Markup {
  return document(
    'Confirm your subscription',
    html`<main class="narrow card">
      <h1>Confirm your subscription</h1>
      <p>Juniper &amp; Rye would like to write to <strong>${address}</strong>.</p>
      <form method="post"><button class="primary">Yes, write to me</button></form>
      ${NOTE}
    </main>`,
  )
}

export function confirmedPage(address: string): Markup {
  return document(
    'Thank you',
    html`<main class="narrow card">
      <h1>Thank you</h1>
      <p><strong>${address}</strong> is confirmed. <a href="/">See the contact</a></p>
      ${NOTE}
    </main>`,
  )
}

export function nothingToConfirmPage(): Markup {
  return document(
    'Nothing to confirm',
    html`<main class="narrow card">
      <h1>Nothing to confirm</h1>
      <p>This link was used already, or nobody waits for it.</p>
      ${NOTE}
    </main>`,
  )
}

const NOTE = html`<p class="quiet">This is a stand-in for Constant Contact: no real person, no real mail.</p>`
