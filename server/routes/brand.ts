import { html } from 'hono/html'
import { messagesIn } from '../../widget/messages/all-languages.ts'
import { fillIn } from '../../widget/messages/fill-in.ts'
import { type Brand, buttonColors } from '../brand/brand.ts'

/**
 * Stands above a page: the site's logo or name, which leads to the site, but tells it no address: that of a confirmation is a
 * secret, and the site may be of the same origin.
 */
export function brandHeader({ site, isNamed, url, logo }: Brand) {
  if (!isNamed) return ''
  const mark = logo ? html`<img src="${new URL(logo.address).pathname}" alt="${site}">` : site
  return html`<header class="brand">${url ? html`<a href="${url}" rel="noreferrer">${mark}</a>` : mark}</header>`
}

/** The way back to the site, for a page on which there is nothing left to do. */
export function backLink({ site, url }: Brand, language: string) {
  return (
    url && html`<a href="${url}" rel="noreferrer">${fillIn(messagesIn(language).page.back, { site })}</a>`
  )
}

/** The site's colour for the buttons of page.css. */
export function brandStyles({ accent: given }: Brand): string {
  const { accent, text, edge } = buttonColors(given)
  return `:root{--accent:light-dark(${accent});--accent-text:light-dark(${text});--accent-edge:light-dark(${edge})}`
}
