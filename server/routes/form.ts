import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { type Configuration, type ConfigurationFault, readConfiguration } from '../../widget/configuration.ts'
import { directionOf, formStyles, messagesFor, renderForm } from '../../widget/document.tsx'
import type { Form } from '../../widget/form-model.ts'
import { failureSentence } from '../../widget/messages/sentences.ts'
import { type Gate, listsAllowed } from '../admission/admit.ts'
import { PATHS, REFUSAL_STATUS } from '../contract.ts'
import { pageResponse } from './page.ts'
import type { RequestVariables, Routes } from './request-log.ts'
import { type FormAnswers, preferredLanguage } from './sign-ups.ts'

type Parts = { gate: Gate; publicUrl: string }
type FormReading =
  | { kind: 'configuration'; configuration: Configuration }
  | { kind: 'faults'; faults: ConfigurationFault[] }

/** The settings of a form in an address, held to what the owner allows: lists, and where it may lead. */
function readForm(query: URLSearchParams, { gate }: Parts): FormReading {
  const reading = readConfiguration((name) => (name === 'endpoint' ? null : query.get(name)))
  if (reading.kind === 'faults') return reading
  const { lists, redirectUrl } = reading.configuration
  const faults: ConfigurationFault[] = []
  if (
    !listsAllowed(
      lists.map(({ value }) => value),
      gate,
    )
  ) {
    faults.push({
      attribute: 'lists',
      problem: 'names a list that takes no sign-ups',
      remedy: 'a list of ALLOWED_LISTS',
    })
  }
  if (redirectUrl !== undefined && !gate.origins.allow(new URL(redirectUrl).origin)) {
    const problem = 'leads to a page that is not allowed'
    faults.push({ attribute: 'redirect-url', problem, remedy: 'an address on an origin of ALLOWED_ORIGINS' })
  }
  return faults.length > 0 ? { kind: 'faults', faults } : reading
}

function languageOf(configuration: Configuration | undefined, request: Request): string {
  return configuration?.language ?? preferredLanguage(request)
}

/** The page that says what is wrong with a form, to the visitor and to the person who made it. */
function faultyForm(faults: ConfigurationFault[], request: Request): Response {
  const messages = messagesFor(preferredLanguage(request))
  return pageResponse({
    title: messages.form,
    status: 400,
    language: messages.language,
    body: html`<main>
<h1>${messages.closed}</h1>
<p class="quiet" lang="en">For the person who made this form:</p>
<ul lang="en">${faults.map(({ attribute, problem, remedy }) => html`<li><code>${attribute}</code> ${problem}; write ${remedy}.</li>`)}</ul>
</main>`,
  })
}

/** The form as a page: complete without script, taken over by the widget's script where there is one. */
function formPage(
  parts: Parts,
  request: Request,
  configuration: Configuration,
  form: Form,
  status = 200,
): Response {
  const { publicUrl, gate } = parts
  const { search, searchParams } = new URL(request.url)
  const language = languageOf(configuration, request)
  const attributes = [...searchParams].filter(([name]) => /^[a-z-]+$/.test(name) && name !== 'endpoint')
  const settings = { ...Object.fromEntries(attributes), language, isolation: 'none' }
  const placeholder = Object.entries(settings).map(([name, value]) => html` data-${raw(name)}="${value}"`)
  const body = renderForm({
    configuration,
    language,
    form,
    action: publicUrl + PATHS.signups + search,
    formPage: publicUrl + PATHS.form + search,
  })
  return pageResponse({
    title: configuration.title ?? messagesFor(language).form,
    status,
    language,
    dir: configuration.dir ?? directionOf(language),
    styles: formStyles,
    head: html`<meta name="signup-origins" content="${gate.origins.sources.join(' ')}"><script src="${PATHS.script}" defer></script>`,
    body: html`<div class="signup-widget"${placeholder}>${raw(body)}</div>`,
    frameAncestors: gate.origins.sources,
    formAction: gate.origins.sources,
  })
}

/** `GET /form?…`: the form as a page of its own, for an iframe and for visitors without script. */
export function formRoutes(parts: Parts): Routes {
  const routes = new Hono<{ Variables: RequestVariables }>()
  routes.get(PATHS.form, ({ req }) => {
    const reading = readForm(new URL(req.url).searchParams, parts)
    if (reading.kind === 'faults') return faultyForm(reading.faults, req.raw)
    return formPage(parts, req.raw, reading.configuration, {
      kind: 'editing',
      values: {},
      faults: {},
      attempt: 0,
    })
  })
  return routes
}

/** A page with one message, for a form post that came from a form of the site's own. */
function messagePage(request: Request, message: string, status: number, details: string[] = []): Response {
  const messages = messagesFor(preferredLanguage(request))
  return pageResponse({
    title: messages.form,
    status,
    language: messages.language,
    dir: directionOf(messages.language),
    body: html`<main><h1>${message}</h1>${details.length > 0 ? html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : ''}</main>`,
  })
}

/** The answers to form posts: the same form with what was typed, a redirect, or a plain page. */
export function formAnswers(parts: Parts): FormAnswers {
  function ownForm(request: Request): Configuration | undefined {
    const reading = readForm(new URL(request.url).searchParams, parts)
    return reading.kind === 'configuration' ? reading.configuration : undefined
  }

  return {
    refused(request, typed, { code, fields = {}, retryAfterSeconds }) {
      const configuration = ownForm(request)
      const status = REFUSAL_STATUS[code]
      const failure = {
        kind: 'refusal' as const,
        code,
        faults: fields,
        ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
      }
      const form: Form = { kind: 'refused', values: typed, faults: fields, failure, attempt: 1 }
      const response = configuration
        ? formPage(parts, request, configuration, form, status)
        : messagePage(
            request,
            failureSentence(messagesFor(preferredLanguage(request)), failure),
            status,
            Object.keys(fields),
          )
      if (retryAfterSeconds !== undefined) response.headers.set('retry-after', String(retryAfterSeconds))
      return response
    },

    settled(request, outcome) {
      const configuration = ownForm(request)
      if (configuration?.redirectUrl !== undefined) {
        return new Response(null, {
          status: 303,
          headers: {
            location: configuration.redirectUrl,
            'cache-control': 'no-store',
            'referrer-policy': 'same-origin',
          },
        })
      }
      return configuration
        ? formPage(parts, request, configuration, { kind: 'accepted', outcome })
        : messagePage(request, outcome.message, 200)
    },
  }
}
