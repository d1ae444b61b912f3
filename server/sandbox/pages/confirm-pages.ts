import { html } from 'hono/html'
import { layout, type Markup } from './layout.ts'

/** The page behind an opt-in link. Only pressing the button confirms: mail scanners open links too. */
export function confirmPage(address: string): Markup {
  return layout(
    'Confirm your subscription',
    html`<main class="narrow card">
      <h1>Confirm your subscription</h1>
      <p>Confirm that Juniper &amp; Rye may email <strong>${address}</strong>.</p>
      <form method="post"><button class="primary">Yes, subscribe me</button></form>
      ${NOTE}
    </main>`,
  )
}

export function confirmedPage(address: string): Markup {
  return layout(
    'Thank you',
    html`<main class="narrow card">
      <h1>Thank you</h1>
      <p>You have confirmed <strong>${address}</strong>. <a href="/">View the contact</a></p>
      ${NOTE}
    </main>`,
  )
}

export function nothingToConfirmPage(): Markup {
  return layout(
    'Nothing to confirm',
    html`<main class="narrow card">
      <h1>Nothing to confirm</h1>
      <p>This link has already been used, or there is nothing to confirm.</p>
      ${NOTE}
    </main>`,
  )
}

const NOTE = html`<p class="quiet">This is the Constant Contact sandbox: no real people, no real mail.</p>`
