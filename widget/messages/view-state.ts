import { type FieldCode, type FieldFaults, LIMITS } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Failure, Form } from '../form/form-model.ts'
import type { ViewState } from '../view/SignupForm.tsx'
import { fillIn } from './fill-in.ts'
import type { Messages, Sentences } from './messages.ts'

/** What sentences are made of; the words for addresses are labels. */
type Words = Pick<Messages, 'labels' | 'sentences'>

/** What a form says in one of its steps. The site's own sentences win over the relay's, which win over ours. */
export function toViewState(form: Form, configuration: Configuration, messages: Words): ViewState {
  const { sentences } = messages
  if (form.kind === 'accepted') {
    const { action, message } = form.outcome
    const success = configuration.messages[action] || message || sentences[action]
    return { state: form.kind, errors: {}, attempt: 0, success }
  }
  const { kind: state, attempt } = form
  if (form.kind === 'sending') return { state, errors: {}, attempt, status: sentences.sending }
  const errors = errorsOf(form.faults, configuration, sentences)
  if (form.kind === 'editing') return { state, errors, attempt }
  const { failure } = form
  const marked = Object.keys(errors).length
  return {
    state,
    errors,
    attempt,
    alert: marked || !failure ? sentences.check : sentenceOf(failure, messages),
    quiet: marked === 1,
    openPage: failure?.kind === 'refusal' && OFFERS_PAGE.includes(failure.code) && sentences.open_page,
  }
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
      return sentences.required_box
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

/** What to do about each field that the visitor can see. */
function errorsOf(
  faults: FieldFaults,
  configuration: Configuration,
  sentences: Sentences,
): ViewState['errors'] {
  const errors: ViewState['errors'] = {}
  for (const [path, code] of Object.entries(faults)) {
    const topic = topicOf(path, configuration)
    if (topic) errors[path] = fieldSentence(path, code, topic, sentences)
  }
  return errors
}

function fieldSentence(path: string, code: FieldCode, topic: string, sentences: Sentences): string {
  const n = limitOf(path)
  if (code === 'too_long' && n !== undefined) return fillIn(sentences.too_long, { n })
  const known: { [key: string]: string } = sentences
  const name = code === 'too_long' ? 'invalid' : code === 'refused' ? 'not_accepted' : code
  return known[`${name}_${topic}`] ?? known[name] ?? sentences.invalid
}

/** What kind of thing stands at a path, for choosing a sentence; undefined: nothing that a visitor can see. */
function topicOf(
  path: string,
  { fields, customFields, listChoice, consent }: Configuration,
): string | undefined {
  const [head = '', part] = path.split('.')
  switch (head) {
    case 'email_address':
      return 'email'
    case 'list_memberships':
      return listChoice ? 'choices' : undefined
    case 'consent':
      return consent && 'box'
    case 'custom_fields': {
      const field = customFields.find(({ id, type }) => id === part && type !== 'hidden')
      if (field?.type === 'checkbox') return field.options.length ? 'choices' : 'box'
      return field?.options.length ? 'choice' : field?.type
    }
    default: {
      const name = head.replace(/^street_|_(month|day)$/g, '')
      const isThere = fields.some((field) => field.name === name) && part !== 'kind'
      return isThere ? (TOPICS[part ?? head] ?? name) : undefined
    }
  }
}

const TOPICS: { [path: string]: string } = {
  anniversary: 'date',
  birthday_day: 'day',
  birthday_month: 'choice',
  country: 'choice',
}

/** How many characters fit; undefined for what is not counted in characters. */
function limitOf(path: string): number | undefined {
  const limits: { [name: string]: number } = LIMITS
  return path.startsWith('custom_fields')
    ? LIMITS.custom_field_value
    : limits[path.replace('street_address.', '')]
}
