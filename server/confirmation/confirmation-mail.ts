import { html, raw } from 'hono/html'
import { messagesIn } from '../../widget/messages/all-languages.ts'
import { fillIn } from '../../widget/messages/fill-in.ts'
import { ground, ink, paper, quiet, rule } from '../../widget/view/style/palette.ts'
import { type Brand, type ButtonColors, buttonColors } from '../brand/brand.ts'
import type { Mail } from '../mail/transport.ts'
import type { Description } from './description.ts'

/** `language` is a BCP 47 tag. */
type ConfirmationMail = { to: string; brand: Brand; link: string; language: string; description: Description }

/**
 * The mail that asks a contact to confirm. It names the site, the lists and the details that would change, in the owner's
 * words or ours: a stranger cannot use it to say anything to this address.
 */
export function confirmationMail(parts: ConfirmationMail): Mail {
  const { to, brand, link, language, description } = parts
  const { mail } = messagesIn(language)
  const say = (text: string) => fillIn(text, { site: brand.site })
  const { lists, details } = description
  const paragraphs = [
    say(mail.asked),
    itemized(mail.lists, lists),
    ...(details.length === 0 ? [] : [itemized(mail.details, details)]),
    `${mail.press}\n${link}`,
    mail.once,
    mail.stranger,
  ]
  return { to, subject: say(mail.subject), text: `${paragraphs.join('\n\n')}\n`, html: asHtml(parts) }
}

function itemized(heading: string, items: readonly string[]): string {
  return [heading, ...items.map((item) => `- ${item}`)].join('\n')
}

const [light, dark] = [0, 1] as const

/** For mail programs with a dark mode. The others use the styles on the elements. */
const inTheDark = ({ accent, text, edge }: ButtonColors) => `@media (prefers-color-scheme:dark){
body{color:${ink[dark]}!important;background:${ground[dark]}!important}
.card{background:${paper[dark]}!important;border-color:${rule[dark]}!important}
.quiet{color:${quiet[dark]}!important}
img{padding:4px 8px;color:${ink[light]};background:#fff}
.button{color:${text[dark]}!important;background:${accent[dark]}!important;border-color:${edge[dark]}!important}}`
const BODY = `margin:0;padding:24px;font:16px/1.6 system-ui,sans-serif;color:${ink[light]};background:${ground[light]}`
const WIDE = 'max-width:576px;margin:0 auto'
const CARD = `${WIDE};box-sizing:border-box;padding:24px;background:${paper[light]};border:1px solid ${rule[light]};border-radius:12px`
const QUIET = `color:${quiet[light]}`

function asHtml({ brand, link, language, description }: ConfirmationMail): string {
  const { mail, labels } = messagesIn(language)
  const button = buttonColors(brand.accent)
  const say = (text: string) => fillIn(text, { site: brand.site })
  const list = (heading: string, items: readonly string[]) =>
    html`<p>${heading}</p><ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
  return `${html`<!doctype html>
<html lang="${labels.language}" dir="${labels.dir}">
<head><meta charset="utf-8"><title>${say(mail.subject)}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>${raw(inTheDark(button))}</style></head>
<body style="${raw(BODY)}"><h1 style="${raw(WIDE)};padding-bottom:16px;font-size:18px">${brandMark(brand)}</h1>
<div class="card" style="${raw(CARD)}">
<p>${say(mail.asked)}</p>
${list(mail.lists, description.lists)}
${description.details.length === 0 ? '' : list(mail.details, description.details)}
<p>${mail.press}</p>
<p><a class="button" href="${link}" style="${raw(buttonStyle(button))}">${mail.link}</a></p>
<p class="quiet" style="${raw(QUIET)}">${mail.once}</p>
<p class="quiet" style="${raw(QUIET)}">${mail.stranger}</p>
</div></body>
</html>`}`
}

/** The logo with the site's name in its place until pictures are loaded, or the name. */
function brandMark({ site, logo }: Brand) {
  return logo
    ? html`<img src="${logo.address}" alt="${site}" height="48" style="width:auto;height:auto;max-width:100%;max-height:48px;border-radius:4px">`
    : site
}

function buttonStyle({ accent, text, edge }: ButtonColors): string {
  return `display:inline-block;padding:12px 20px;font-weight:600;color:${text[light]};background:${accent[light]};border:1px solid ${edge[light]};border-radius:8px;text-decoration:none`
}
