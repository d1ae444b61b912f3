import { html } from 'hono/html'
import { directionOf } from '../../../widget/messages/language.ts'
import { describeSignUp, type Names } from '../../confirmation/description.ts'
import { languageFor, textsIn } from '../../confirmation/texts/languages.ts'
import { fillIn, type Texts } from '../../confirmation/texts/texts.ts'
import { PATHS } from '../../contract.ts'
import type { ReadableConfirmation } from '../../outbox/pending-confirmation.ts'
import type { Page } from '../page.ts'

/** `site` is `SITE_NAME`; `language` a BCP 47 tag; `tokenOf` gives what stands in a link. */
export type Speaking = {
  site: string
  language: string
  names: Names
  tokenOf: (id: string) => string
}

type Markup = ReturnType<typeof html>

/** What is to be confirmed, each with its button. Looking at it changes nothing: mail scanners and previews look. */
export function askingPage(
  asked: ReadableConfirmation,
  others: readonly ReadableConfirmation[],
  speaking: Speaking,
): Page {
  const { page } = textsIn(speaking.language)
  return pageIn(speaking, page.title, [
    html`<p>${fillIn(page.asked, speaking)}</p>`,
    card(asked, 0, speaking),
    othersCards(others, speaking),
    html`<h2>${page.not_me_title}</h2>
<p id="not-me">${page.not_me_text}</p>
${button(speaking.tokenOf(asked.id), 'not_me', page.not_me, 'not-me')}`,
  ])
}

/** The thanks; what else waits has buttons of its own. */
export function confirmedPage(others: readonly ReadableConfirmation[], speaking: Speaking): Page {
  const { page } = textsIn(speaking.language)
  return pageIn(speaking, page.confirmed_title, [
    html`<p>${fillIn(page.confirmed, speaking)}</p>`,
    othersCards(others, speaking),
  ])
}

export function stoppedPage(speaking: Omit<Speaking, 'names' | 'tokenOf'>): Page {
  const { page } = textsIn(speaking.language)
  return pageIn(speaking, page.stopped_title, [html`<p>${page.stopped}</p>`])
}

/** A link that was used, is too old, or never was one: which of them is nobody's business. */
export function gonePage(speaking: Omit<Speaking, 'names' | 'tokenOf'>): Page {
  const { page } = textsIn(speaking.language)
  return { ...pageIn(speaking, page.gone_title, [html`<p>${page.gone}</p>`]), status: 410 }
}

/** One sentence, where something is amiss. */
export function sentencePage(language: string, sentence: string, status: number): Page {
  return { ...pageIn({ language }, sentence, []), status }
}

function pageIn({ language }: { language: string }, title: string, parts: (Markup | '')[]): Page {
  const code = languageFor(language)
  return {
    title,
    language: code,
    dir: directionOf(code),
    body: html`<main>
<h1>${title}</h1>
${parts}
</main>`,
  }
}

function othersCards(others: readonly ReadableConfirmation[], speaking: Speaking): Markup | '' {
  if (others.length === 0) return ''
  const { page } = textsIn(speaking.language)
  return html`<h2>${page.others}</h2>
${others.map((held, index) => card(held, index + 1, speaking))}`
}

/** One sign-up in names alone, never a word of what was typed. */
function card(held: ReadableConfirmation, place: number, speaking: Speaking): Markup {
  const { page } = textsIn(speaking.language)
  const { lists, details } = describeSignUp(held.signUp, speaking.names, speaking.language)
  const time = timeIn(speaking.language, held.recordedAt)
  return html`<section>
<p id="came-${place}" class="quiet">${fillIn(page.came, { time })}</p>
${itemized(page.lists, lists)}
${details.length === 0 ? '' : itemized(page.details, details)}
${button(speaking.tokenOf(held.id), 'confirm', page.confirm, `came-${place}`)}
</section>`
}

function itemized(heading: string, items: readonly string[]): Markup {
  return html`<p>${heading}</p>
<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function button(link: string, answer: Answer, label: Texts['page']['confirm'], about: string): Markup {
  return html`<form method="post" action="${PATHS.confirm}">
<input type="hidden" name="link" value="${link}">
<button name="answer" value="${answer}" aria-describedby="${about}"${answer === 'not_me' ? html` class="secondary"` : ''}>${label}</button>
</form>`
}

/** What the buttons send. */
export type Answer = 'confirm' | 'not_me'

function timeIn(language: string, time: number): string {
  return new Intl.DateTimeFormat(languageFor(language), {
    ...{ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone: 'UTC', timeZoneName: 'short' },
  }).format(time)
}
