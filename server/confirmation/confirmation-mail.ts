import { html, raw } from 'hono/html'
import { messagesIn } from '../../widget/messages/all-languages.ts'
import { fillIn } from '../../widget/messages/fill-in.ts'
import type { Mail } from '../mail/transport.ts'
import type { Description } from './description.ts'

/** `site` is `SITE_NAME`, `language` a BCP 47 tag. */
type ConfirmationMail = { to: string; site: string; link: string; language: string; description: Description }

/**
 * The mail that asks a contact to confirm. It names the site, the lists and the details that would change, in the owner's
 * words or ours: a stranger cannot use it to say anything to this address.
 */
export function confirmationMail({ to, site, link, language, description }: ConfirmationMail): Mail {
  const { mail } = messagesIn(language)
  const say = (text: string) => fillIn(text, { site })
  const { lists, details } = description
  const paragraphs = [
    say(mail.asked),
    itemized(mail.lists, lists),
    ...(details.length === 0 ? [] : [itemized(mail.details, details)]),
    `${mail.press}\n${link}`,
    mail.once,
    mail.stranger,
  ]
  return {
    to,
    subject: say(mail.subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: asHtml({ to, site, link, language, description }),
  }
}

function itemized(heading: string, items: readonly string[]): string {
  return [heading, ...items.map((item) => `- ${item}`)].join('\n')
}

const BODY = 'margin:0;padding:24px;font:16px/1.6 system-ui,sans-serif;color:#1f2328;background:#fbfaf8'
const CARD =
  'max-width:36em;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dcd8d1;border-radius:12px'
const BUTTON =
  'display:inline-block;padding:12px 20px;font-weight:600;color:#ffffff;background:#1f5e4b;border-radius:8px;text-decoration:none'
const QUIET = 'color:#57606a'

function asHtml({ site, link, language, description }: ConfirmationMail): string {
  const { mail, labels } = messagesIn(language)
  const code = labels.language
  const say = (text: string) => fillIn(text, { site })
  const list = (heading: string, items: readonly string[]) =>
    html`<p>${heading}</p><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
  return `${html`<!doctype html>
<html lang="${code}" dir="${labels.dir}">
<head><meta charset="utf-8"><title>${say(mail.subject)}</title></head>
<body style="${raw(BODY)}"><div style="${raw(CARD)}">
<p>${say(mail.asked)}</p>
${list(mail.lists, description.lists)}
${description.details.length === 0 ? '' : list(mail.details, description.details)}
<p>${mail.press}</p>
<p><a href="${link}" style="${raw(BUTTON)}">${mail.link}</a></p>
<p style="${raw(QUIET)}">${mail.once}</p>
<p style="${raw(QUIET)}">${mail.stranger}</p>
</div></body>
</html>`}`
}
