import type { Configuration } from '../configuration/configuration.ts'
import type { Failure, Form } from '../form/form-model.ts'
import type { Field } from '../view/fields/field.ts'
import type { Summary, ViewState } from '../view/SignupForm.tsx'
import { fieldErrors } from './field-sentences.ts'
import { fillIn } from './fill-in.ts'
import type { Sentences, Words } from './messages.ts'

/**
 * What a form says in one of its steps. `fields` are those that are drawn. The site's own sentences win over the relay's,
 * which win over ours.
 */
export function toViewState(
  form: Form,
  configuration: Configuration,
  fields: Field[],
  messages: Words,
): ViewState {
  const { sentences, outcomes } = messages
  if (form.kind === 'accepted') {
    const { action, message } = form.outcome
    const success = configuration.messages[action] || outcomes?.[action] || message || sentences[action]
    return { state: form.kind, errors: {}, attempt: 0, success }
  }
  const { kind: state, attempt } = form
  if (form.kind === 'sending') return { state, errors: {}, attempt, status: sentences.sending }
  const found = fieldErrors(form.faults, fields, messages).filter(({ inactive }) => !inactive)
  const errors = Object.fromEntries(found.map(({ path, sentence }) => [path, sentence]))
  const summary = summaryOf(form, errors, fields, messages)
  if (form.kind === 'editing') return { state, errors, attempt, summary }
  const { failure } = form
  if (found.length) return { state, errors, attempt, summary }
  return {
    state,
    errors,
    attempt,
    alert: failure ? sentenceOf(failure, messages) : sentences.failed,
    openPage: failure?.kind === 'refusal' && OFFERS_PAGE.includes(failure.code) && sentences.open_page,
  }
}

/**
 * The faults of the last attempt, corrected ones too, and parts of an address that another country does not have: the fields
 * would move while the visitor types if the list became shorter. One fault alone gets the focus instead, but on a new page, where the visitor must learn first that it came back.
 */
function summaryOf(
  form: Extract<Form, { kind: 'editing' | 'refused' }>,
  errors: ViewState['errors'],
  fields: Field[],
  messages: Words,
): Summary | undefined {
  const faults = (form.kind === 'editing' && form.last) || form.faults
  const last = fieldErrors(faults, fields, messages).filter(
    ({ path, inactive }) => !inactive || !form.faults[path],
  )
  if (last.length < (form.isNewPage ? 1 : 2)) return
  const entries = last.map(({ path, control, sentence }) => {
    return { control, sentence: errors[path] ?? sentence, isDone: !errors[path] }
  })
  return { problem: messages.sentences.problem, entries }
}

/** What the form's own page may get done where this page does not let it. */
const OFFERS_PAGE = ['origin_not_allowed', 'proof_required']

function sentenceOf(failure: Failure, { labels, sentences }: Words): string {
  switch (failure.kind) {
    case 'offline':
      return labels.offline
    case 'timeout':
      return sentences.timeout
    case 'unreadable':
      return sentences.unavailable
    case 'refusal':
      return refusalSentence(failure, { labels, sentences })
  }
}

/** What to tell the visitor about a refusal as a whole. `retryAfter`: in seconds. */
export function refusalSentence(
  { code, retryAfter = 60 }: Pick<Extract<Failure, { kind: 'refusal' }>, 'code' | 'retryAfter'>,
  { labels, sentences }: Words,
): string {
  switch (code) {
    case 'too_many_requests': {
      const minutes = Math.ceil(retryAfter / 60)
      const n = minutes > 1 && Number.isSafeInteger(minutes) ? minutes : 1
      return fillIn(pluralOf('too_many_requests', n, labels.language, sentences), { n })
    }
    case 'consent_required':
      return sentences.required_consent
    // No proof could be made; a later attempt may not need one.
    case 'proof_required':
      return sentences.unavailable
    case 'origin_not_allowed':
    case 'list_not_allowed':
    case 'refused':
    case 'unavailable':
      return sentences[code]
    default:
      return sentences.failed
  }
}

/** The sentence for a number: languages have up to six, by their plural rules. */
function pluralOf(key: 'too_many_requests', n: number, language: string, sentences: Sentences): string {
  const known: { [key: string]: string } = sentences
  return known[`${key}.${new Intl.PluralRules(language).select(n)}`] ?? sentences[`${key}.other`]
}
