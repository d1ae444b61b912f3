import { html } from 'hono/html'
import type { Mail } from '../account/mailbox.ts'
import type { Call } from '../rules/call-log.ts'
import type { Markup } from './layout.ts'
import { timeTag } from './time-tag.ts'

/** A call as a summary that opens to show its body and request id. */
export function callEntry(call: Call, now: number): Markup {
  const [path = '', query] = call.path.split('?')
  const fault = call.fault === null ? '' : html` · fault: ${call.fault}`
  const body = call.body === null ? '' : html`<pre>${bodyText(call.body)}</pre>`
  return html`<li><details id="call-${call.id}"><summary>
    <span class="what">${call.method} ${breakable(path, /(?=\/)/)}</span>
    <span class="pill ${tone(call.status)}">${call.status ?? (call.ms === null ? 'in progress' : 'no response')}</span>
    <span class="when">${timeTag(new Date(call.time).toISOString(), now)}${fault}</span>
  </summary><div class="inside">
    ${query === undefined ? '' : html`<p class="quiet">?${breakable(query, /(?=&)/)}</p>`}${body}
    <p class="quiet">x-amzn-RequestId ${call.request_id}${call.ms === null ? '' : html`, after ${call.ms} ms`}</p>
  </div></details></li>`
}

/** A mail as a summary that opens to show its text with working links. */
export function mailEntry(mail: Mail, now: number): Markup {
  return html`<li><details id="mail-${mail.id}"><summary>
    <span class="what">${mail.subject}</span><span></span>
    <span class="when">To ${mail.to}, ${timeTag(mail.time, now)}</span>
  </summary><div class="inside">
    <pre dir="auto">${linkify(mail.text)}</pre>
    ${mail.html === undefined ? '' : html`<p><a href="/sandbox/mail/${mail.id}" target="_blank" rel="noopener">Open as HTML</a></p>`}
  </div></details></li>`
}

/** Lets a path or query wrap before its separators. */
function breakable(text: string, separator: RegExp): Markup[] {
  return text.split(separator).map((part) => html`${part}<wbr>`)
}

function bodyText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}

function tone(status: number | null): string {
  if (status === null || status >= 500) return 'bad'
  return status < 400 ? 'good' : 'warn'
}

/** Turns web addresses in a text into links. */
function linkify(text: string): (string | Markup)[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 0 ? part : html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`,
    )
}
