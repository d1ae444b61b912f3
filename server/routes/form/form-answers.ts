import { html } from 'hono/html'
import {
  type Configuration,
  FIELD_NAMES,
  isAddressPart,
  readConfiguration,
} from '../../../widget/configuration/configuration.ts'
import type { Form } from '../../../widget/form/form-model.ts'
import { messagesIn } from '../../../widget/messages/all-languages.ts'
import { fillIn } from '../../../widget/messages/fill-in.ts'
import type { AllMessages } from '../../../widget/messages/messages.ts'
import { toViewState } from '../../../widget/messages/view-state.ts'
import { drawnFields } from '../../../widget/view/prerender.tsx'
import type { TypedValues } from '../../admission/reading/body.ts'
import type { Refusal } from '../../admission/refusal.ts'
import { REFUSAL_STATUS } from '../../contract.ts'
import { pageResponse, redirectResponse } from '../page.ts'
import { formLanguage } from '../preferred-language.ts'
import type { FormAnswers } from '../sign-ups.ts'
import { notesOnRefusal, notesOnSuccess } from './developer-notes.ts'
import { developerNote, type FormRules, formPage, readForm } from './form.ts'

/** A page with one sentence, for a post from a form that the site wrote itself. */
function sentencePage(
  { brand }: FormRules,
  { labels, page }: AllMessages,
  sentence: string,
  status: number,
  details: string[] = [],
  forDeveloper: string[] = [],
): Response {
  return pageResponse({
    title: status < 400 ? labels.form : fillIn(page.error_title, { title: labels.form }),
    status,
    ...{ brand, leadsBack: status < 400 },
    language: labels.language,
    heading: details.length > 0 ? page.check_back : sentence,
    content: html`${details.length > 0 ? html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : ''}
${forDeveloper.length > 0 ? developerNote(forDeveloper) : ''}`,
  })
}

/** In the language that the form names, like the sentence about the outcome. */
function messagesFor(request: Request, typed: TypedValues): AllMessages {
  return messagesIn(formLanguage(request, typed['language']?.[0]))
}

/** The configuration of a form that the site wrote itself, as far as its post shows: enough to word its faults. */
function guessConfiguration(typed: TypedValues): Configuration | undefined {
  const names = Object.keys(typed)
  const guess: Record<string, string> = {
    lists: typed['list_memberships']?.join() ?? '',
    fields: FIELD_NAMES.filter(
      (field) => !isAddressPart(field) && names.some((name) => name.includes(field)),
    ).join(' '),
  }
  return readConfiguration((name) => guess[name]).configuration
}

function refusedPage(
  rules: FormRules,
  request: Request,
  typed: TypedValues,
  form: Form,
  reason: Refusal,
): Response {
  const status = REFUSAL_STATUS[reason.code]
  const reading = readForm(new URL(request.url).searchParams, rules)
  if (reading.kind === 'form') return formPage(rules, request, reading, form, status)
  const messages = messagesFor(request, typed)
  const configuration = guessConfiguration(typed)
  const fields = configuration && drawnFields(configuration, messages.labels)
  const view = fields && toViewState(form, configuration, fields, messages)
  const sentence = view?.alert ?? messages.sentences.failed
  const errors = view?.errors ?? {}
  const notes = notesOnRefusal(request, typed, reason, Object.keys(errors))
  return sentencePage(rules, messages, sentence, status, Object.values(errors), notes)
}

/** The answers to form posts: the same form with what was typed, a redirect, or a page with one sentence. */
export function formAnswers(rules: FormRules): FormAnswers {
  return {
    refused(request, typed, reason) {
      const { code, fields = {}, retryAfterSeconds } = reason
      const retry = retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }
      const failure = { kind: 'refusal' as const, code, faults: fields, ...retry }
      const form: Form = {
        kind: 'refused',
        values: typed,
        faults: fields,
        failure,
        attempt: 1,
        isNewPage: true,
      }
      const response = refusedPage(rules, request, typed, form, reason)
      if (retryAfterSeconds !== undefined) response.headers.set('retry-after', String(retryAfterSeconds))
      return response
    },

    settled(request, typed, outcome) {
      const reading = readForm(new URL(request.url).searchParams, rules)
      if (reading.kind === 'faults')
        return sentencePage(
          rules,
          messagesFor(request, typed),
          outcome.message,
          200,
          [],
          notesOnSuccess(request, typed),
        )
      const { redirectUrl } = reading.configuration
      if (redirectUrl === undefined) return formPage(rules, request, reading, { kind: 'accepted', outcome })
      return redirectResponse(redirectUrl)
    },
  }
}
