import { html } from 'hono/html'
import type { Mail } from '../account/mailbox.ts'
import type { Call } from '../rules/call-log.ts'
import type { Markup } from './layout.ts'
import { moment } from './time-tag.ts'

/** A call in one line; its body and the id of its answer open beneath. */
export function callRow(call: Call, now: number): Markup {
  const [path = '', query] = call.path.split('?')
  const fault = call.fault === null ? '' : html` · fault: ${call.fault}`
  const body = call.body === null ? '' : html`<pre>${shown(call.body)}</pre>`
  return html`<li><details id="call-${call.id}"><summary>
    <span class="what">${call.method} ${breakable(path)}</span>
    <span class="pill ${tone(call.status)}">${call.status ?? (call.ms === null ? 'under way' : 'no answer')}</span>
    <span class="when">${moment(new Date(call.time).toISOString(), now)}${fault}</span>
  </summary><div class="inside">
    ${query === undefined ? '' : html`<p class="quiet">?${query}</p>`}${body}
    <p class="quiet">x-amzn-RequestId ${call.request_id}${call.ms === null ? '' : html`, after ${call.ms} ms`}</p>
  </div></details></li>`
}

/** A mail in one line; its text, with links that work, opens beneath. */
export function mailRow(mail: Mail, now: number): Markup {
  return html`<li><details id="mail-${mail.id}"><summary>
    <span class="what">${mail.subject}</span><span></span>
    <span class="when">To ${mail.to}, ${moment(mail.time, now)}</span>
  </summary><div class="inside">
    <pre dir="auto">${linked(mail.text)}</pre>
    ${mail.html === undefined ? '' : html`<p><a href="/sandbox/mail/${mail.id}" target="_blank" rel="noopener">Open as HTML</a></p>`}
  </div></details></li>`
}

/** A path may go on in a new line at each of its slashes. */
function breakable(path: string): Markup[] {
  return path.split(/(?=\/)/).map((part) => html`${part}<wbr>`)
}

function shown(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}

function tone(status: number | null): string {
  if (status === null || status >= 500) return 'bad'
  return status < 400 ? 'good' : 'warn'
}

/** Addresses of the web in a text become links. */
function linked(text: string): (string | Markup)[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 0 ? part : html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`,
    )
}
