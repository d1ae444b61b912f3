import { html } from 'hono/html'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { messagesOf, renderSnippet } from '../../../widget/view/prerender.tsx'
import { PATHS } from '../../contract.ts'
import { NO_STORE } from '../../http/no-store.ts'
import { preferredLanguage } from '../preferred-language.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { type FormRules, readForm } from './form.ts'

const HEADERS = { 'content-type': 'text/plain; charset=utf-8', ...NO_STORE }

/**
 * `GET /v1/snippet?…`: a form as HTML text to copy into a page. Visitors can type before the script has loaded. Its
 * language is fixed, and so is the version of the script that can hydrate it; with `pinned` the snippet loads exactly
 * that version, and the browser checks its hash.
 */
export function snippetRoutes(rules: FormRules, publicUrl: string, pinned: string | undefined): Routes {
  const routes = createRoutes()
  routes.get(PATHS.snippet, ({ req }) => {
    const query = new URL(req.url).searchParams
    const reading = readForm(query, rules)
    // Who copies a snippet can correct what a form would do without.
    const faults = reading.kind === 'faults' ? reading.sentences : reading.leftOut
    if (reading.kind === 'faults' || faults.length > 0)
      return new Response(lines(faults), { status: 400, headers: HEADERS })
    const { configuration } = reading
    if (configuration.isolation !== 'shadow') {
      const sentence = 'isolation must be shadow: a snippet contains the form as declarative shadow DOM.'
      return new Response(lines([sentence]), { status: 400, headers: HEADERS })
    }
    const language = configuration.language ?? preferredLanguage(req.raw)
    const settings = {
      ...reading.settings,
      language: configuration.language ?? messagesIn(language).labels.language,
    }
    const link = html`<a href="${publicUrl}${PATHS.form}?${new URLSearchParams(settings).toString()}">${messagesOf(configuration, language).labels.button}</a>`
    const view = { configuration, settings, language, endpoint: publicUrl, otherwise: link.toString() }
    const script =
      pinned && query.has('pinned') ? pinned : `<script src="${publicUrl}${PATHS.script}" async></script>`
    return new Response(lines([renderSnippet(view), script]), { headers: HEADERS })
  })
  return routes
}

function lines(texts: string[]): string {
  return `${texts.join('\n')}\n`
}
