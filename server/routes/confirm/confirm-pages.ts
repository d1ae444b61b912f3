import { html } from 'hono/html'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { fillIn } from '../../../widget/messages/fill-in.ts'
import type { Brand } from '../../brand/brand.ts'
import { describeSignUp, type Names } from '../../confirmation/description.ts'
import type { ReadableConfirmation } from '../../outbox/pending-confirmation.ts'
import type { Page } from '../page.ts'

/** `language` is a BCP 47 tag; `tokenOf`: the token in a link; `action`: where the buttons post. */
export type ConfirmView = {
  brand: Brand
  language: string
  names: Names
  tokenOf: (id: string) => string
  action: string
}

type Visit = Pick<ConfirmView, 'brand' | 'language'>
type Markup = ReturnType<typeof html>

/** What there is to confirm, each with its button. Opening the page changes nothing, since mail scanners open it too. */
export function confirmPage(
  mailed: ReadableConfirmation,
  others: readonly ReadableConfirmation[],
  view: ConfirmView,
): Page {
  const { confirm } = messagesIn(view.language)
  const page = pageIn(view, confirm.title, [
    html`<p>${fillIn(confirm.asked, { site: view.brand.site })}</p>`,
    card(mailed, 0, view),
    othersCards(others, view),
    html`<h2>${confirm.not_me_title}</h2>
<p id="not-me">${confirm.not_me_text}</p>
${button(view, mailed.id, 'not_me', 'not-me')}`,
  ])
  return { ...page, leadsBack: false }
}

/** Thanks, with buttons for other sign-ups that wait for confirmation. */
export function confirmedPage(others: readonly ReadableConfirmation[], view: ConfirmView): Page {
  const { confirm } = messagesIn(view.language)
  return pageIn(view, confirm.confirmed_title, [
    html`<p>${fillIn(confirm.confirmed, { site: view.brand.site })}</p>`,
    othersCards(others, view),
  ])
}

export function stoppedPage(view: Visit): Page {
  const { confirm } = messagesIn(view.language)
  return pageIn(view, confirm.stopped_title, [html`<p>${confirm.stopped}</p>`])
}

/** For a link that was used, has expired, or never existed: the page does not tell which. */
export function expiredPage(view: Visit): Page {
  const { confirm } = messagesIn(view.language)
  return { ...pageIn(view, confirm.gone_title, [html`<p>${confirm.gone}</p>`]), status: 410 }
}

/** One sentence about a failure. */
export function sentencePage(visit: Visit, sentence: string, status: number): Page {
  return { ...pageIn(visit, sentence, []), status }
}

function pageIn({ language, brand }: Visit, title: string, parts: (Markup | '')[]): Page {
  return {
    title,
    language: messagesIn(language).labels.language,
    content: html`${parts}`,
    brand,
    leadsBack: true,
  }
}

function othersCards(others: readonly ReadableConfirmation[], view: ConfirmView): Markup | '' {
  if (others.length === 0) return ''
  const { confirm } = messagesIn(view.language)
  return html`<h2>${confirm.others}</h2>
${others.map((held, index) => card(held, index + 1, view))}`
}

/** One sign-up, by the names of its lists and fields, never by what was typed. */
function card(held: ReadableConfirmation, place: number, view: ConfirmView): Markup {
  const { confirm } = messagesIn(view.language)
  const { lists, details } = describeSignUp(held.signUp, view.names, view.language)
  const time = timeIn(view.language, held.recordedAt)
  return html`<section>
<p id="came-${place}" class="quiet">${fillIn(confirm.came, { time })}</p>
${itemized(confirm.lists, lists)}
${details.length === 0 ? '' : itemized(confirm.details, details)}
${button(view, held.id, 'confirm', `came-${place}`)}
</section>`
}

function itemized(heading: string, items: readonly string[]): Markup {
  return html`<p>${heading}</p>
<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function button(view: ConfirmView, id: string, answer: Answer, about: string): Markup {
  const label = messagesIn(view.language).confirm[answer]
  return html`<form method="post" action="${view.action}">
<input type="hidden" name="link" value="${view.tokenOf(id)}">
<button name="answer" value="${answer}" aria-describedby="${about}"${answer === 'not_me' ? html` class="secondary"` : ''}>${label}</button>
</form>`
}

/** The values of the buttons. */
export type Answer = 'confirm' | 'not_me'

function timeIn(language: string, time: number): string {
  return new Intl.DateTimeFormat(messagesIn(language).labels.language, {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: 'UTC', timeZoneName: 'short' },
  }).format(time)
}
