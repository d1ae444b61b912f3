import { html, raw } from 'hono/html'
import { type Configuration, readConfiguration } from '../../../widget/configuration/configuration.ts'
import { explain } from '../../../widget/diagnostics/explain.ts'
import { EMPTY_FORM, type Form } from '../../../widget/form/form-model.ts'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { fillIn } from '../../../widget/messages/fill-in.ts'
import { withOwnWords } from '../../../widget/messages/own-words.ts'
import { keepLinks } from '../../../widget/view/links.tsx'
import { formStyles, messagesOf, renderForm } from '../../../widget/view/prerender.tsx'
import { type AdmissionRules, listsAllowed } from '../../admission/rules.ts'
import type { Brand } from '../../brand/brand.ts'
import { PATHS } from '../../contract.ts'
import { backLink, brandHeader } from '../brand.ts'
import { CAPTCHA_SOURCES } from '../captcha-sources.ts'
import { pageResponse } from '../page.ts'
import { formLanguage } from '../preferred-language.ts'
import { createRoutes, type Routes } from '../routes.ts'
import { lookStyles, readAddressLook } from './address-look.ts'
import pageStyles from './form-page.css?inline'

/** A form as an address describes it, or sentences for the person who wrote the address. */
type FormReading =
  /** `leftOut`: sentences about what is wrong, and the form can do without. */
  | {
      kind: 'form'
      configuration: Configuration
      settings: Record<string, string>
      leftOut: string[]
    }
  | { kind: 'faults'; sentences: string[] }

const SEPARATORS: Readonly<Record<string, string>> = { prefill: '&', 'prefill-from': ',', capture: ',' }
/** More than any form has. Anybody may ask for a form, and reading more would take time out of proportion. */
const MOST_ITEMS = 200

/** The rules for forms that anybody can ask for by an address, whose forms they are, and the path of `PUBLIC_URL`. */
export type FormRules = AdmissionRules & { brand: Brand; publicPath: string }

/** Anybody can write this address, so its links lead to the owner's sites only. */
function settingOf(query: URLSearchParams, name: string, { origins, brand }: FormRules): string | null {
  const [text, separator] = [query.get(name), SEPARATORS[name]]
  if (text === null) return null
  if (separator === undefined)
    return keepLinks(name, text, (origin) => origin === siteOrigin(brand) || origins.allow(origin))
  const items = separator === ',' ? text.split(/[\s,]+/, MOST_ITEMS) : text.split(separator, MOST_ITEMS)
  return items.join(separator)
}

function siteOrigin({ url }: Brand): string | undefined {
  return url && new URL(url).origin
}

/** Reads the settings of a form from a query, and checks its lists and its redirect against the owner's rules. */
export function readForm(query: URLSearchParams, rules: FormRules): FormReading {
  const reading = readConfiguration((name) => (name === 'endpoint' ? null : settingOf(query, name, rules)))
  if (!reading.configuration) return { kind: 'faults', sentences: reading.faults.map(explain) }
  const { lists, redirectUrl, words } = reading.configuration
  const ids = lists.map(({ value }) => value)
  const sentences = [
    ...(listsAllowed(ids, rules) ? [] : ['lists contains a list that is not in ALLOWED_LISTS.']),
    ...(redirectUrl === undefined || rules.origins.allow(new URL(redirectUrl).origin)
      ? []
      : ['redirect-url must be on an origin in ALLOWED_ORIGINS.']),
  ]
  const faults = words === undefined ? [] : withOwnWords(words, messagesIn('en')).faults
  return sentences.length > 0
    ? { kind: 'faults', sentences }
    : {
        ...reading,
        ...(words !== undefined && { settings: { ...reading.settings, messages: `${words}` } }),
        kind: 'form',
        leftOut: [...reading.faults, ...faults].map(explain),
      }
}

/** Browsers that send no such header get the page with its margins. */
export function isFramed(request: Request): boolean {
  return request.headers.get('sec-fetch-dest') === 'iframe'
}

/** The form as a page: complete without script, hydrated by the widget where scripts run. */
export function formPage(
  rules: FormRules,
  request: Request,
  { configuration, settings }: Extract<FormReading, { kind: 'form' }>,
  form: Form,
  status = 200,
): Response {
  const language = formLanguage(request)
  const { labels, page } = messagesOf(configuration, language)
  const title = configuration.title ?? labels.form
  const { theme } = configuration
  const { brand, origins, publicPath } = rules
  const { sources } = origins
  const look = readAddressLook(new URL(request.url).searchParams)
  const drawn = renderForm({
    look,
    endpoint: publicPath,
    configuration,
    settings: { ...settings, language: configuration.language ?? messagesIn(language).labels.language },
    language,
    form,
  })
  return pageResponse({
    // Read out first: it tells that the page came back.
    title: form.kind === 'refused' ? fillIn(page.error_title, { title }) : title,
    status,
    language: labels.language,
    dir: configuration.dir,
    colorScheme: theme === 'light' || theme === 'dark' ? theme : undefined,
    styles: pageStyles + formStyles + lookStyles(look, brand.accent),
    head: html`<meta name="signup-origins" content="${sources.join(' ')}"><meta name="signup-site" content="${siteOrigin(brand)}"><script src="${publicPath}${PATHS.script}" defer></script>`,
    body: isFramed(request) ? raw(drawn) : alone(drawn, brand, labels.language),
    frameAncestors: sources,
    formAction: sources,
    captcha: rules.captcha && CAPTCHA_SOURCES[rules.captcha],
  })
}

/** In a window of its own, a form is the site's: without script and with it, it leads back once the sign-up is done. */
function alone(drawn: string, brand: Brand, language: string) {
  const back = backLink(brand, language)
  return html`<div class="alone">${brandHeader(brand)}${raw(drawn)}${back && html`<footer class="back">${back}</footer>`}</div>`
}

/** The page that tells the visitor and the developer what is wrong with a form; may be framed by the allowed origins. */
function faultyForm(sentences: string[], { origins, brand }: FormRules, request: Request): Response {
  const { labels } = messagesIn(formLanguage(request))
  return pageResponse({
    frameAncestors: origins.sources,
    title: labels.form,
    status: 400,
    language: labels.language,
    heading: labels.closed,
    ...(!isFramed(request) && { brand, leadsBack: true }),
    content: html`${developerNote(sentences)}`,
  })
}

/** What only the author of a form can correct, for a page that its visitors see too. */
export function developerNote(sentences: readonly string[]) {
  return html`<div lang="en" dir="ltr">
<p class="quiet">For whoever set up this form:</p>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>
</div>`
}

/** `GET /form?…`: the form as a page of its own, for an iframe and for visitors without script. */
export function formRoutes(rules: FormRules): Routes {
  const routes = createRoutes()
  routes.get(PATHS.form, ({ req }) => {
    const reading = readForm(new URL(req.url).searchParams, rules)
    return reading.kind === 'faults'
      ? faultyForm(reading.sentences, rules, req.raw)
      : formPage(rules, req.raw, reading, EMPTY_FORM)
  })
  return routes
}
