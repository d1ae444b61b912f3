// Loaded when a visitor comes: brings Preact, checks and submits the form, and shows what came of it.

import * as en from 'virtual:languages/en'
import { hydrate, render } from 'preact'
import { LIMITS, type SignUp } from '../../server/contract.ts'
import { isCaptcha } from '../challenge/captcha-challenge.ts'
import { pageWithCampaign } from '../configuration/campaign.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { toJson } from '../json.ts'
import type { Messages, Words } from '../messages/messages.ts'
import { toViewState } from '../messages/view-state.ts'
import { pushToDataLayer } from '../page/data-layer.ts'
import { type EventName, emit } from '../page/form-events.ts'
import { feedbackOf } from '../view/feedback.tsx'
import type { AddressOptions } from '../view/fields/address.ts'
import type { Field } from '../view/fields/field.ts'
import type { Feedback, ViewState } from '../view/SignupForm.tsx'
import { colorStyles } from '../view/style/colors.ts'
import feedbackCss from '../view/style/feedback.css?inline'
import { toPreact } from '../view/to-preact.ts'
import { createAddressByCountry } from './address/address-by-country.ts'
import { carryOver } from './carry-over.ts'
import { countStart } from './count-start.ts'
import { offerSuggestions } from './did-you-mean/did-you-mean.ts'
import { announceSuccess, focusFaults, focusField, followEnterKey, hasMovedOn } from './focus.ts'
import { type Form, type FormEvent, nextStep, type Values } from './form-model.ts'
import { type Solution, submitWithProof, TIME_LIMIT_MS } from './submission.ts'
import { createSubmissionId } from './submission-id.ts'
import { checkSignUp } from './validation.ts'
import { readValues } from './values.ts'

/** The styles of what a form shows once a visitor has touched it. */
export const feedbackStyles = feedbackCss + colorStyles

type Chunks = {
  countries: typeof import('./address/countries.ts')
  'address-formats': typeof import('./address/address-formats.ts')
  captcha: typeof import('../challenge/captcha.ts')
  'proof-of-work': typeof import('../challenge/proof-of-work.ts')
  'preserve-input': typeof import('./preserve-input.ts')
}

type ControllerParts = {
  /** The placeholder, where the page hears events. */
  host: HTMLElement
  /** What the form is drawn in. */
  root: Element | ShadowRoot
  /** The form as it was drawn; null if it is sent already. */
  element: HTMLFormElement | null
  /** When the visitor came: the page's address, without query and fragment, and its placeholders. */
  touchedAt: { address: string; hosts: Element[] }
  view: (viewState: ViewState, fields: Field[], feedback: Feedback) => unknown
  fieldsFor: (addressOptions: AddressOptions) => Field[]
  /** Begins every id. */
  id: string
  configuration: Configuration
  labels: Messages['labels']
  /** Absent for English, like `address`. */
  sentences?: Messages['sentences']
  address?: Messages['address']
  outcomes?: Words['outcomes']
  /** The relay's address. */
  endpoint: string
  /** The settings as a query. */
  query: string
  /** The step in which the form was drawn, and what it said. */
  form: Form
  viewState: ViewState
  addressOptions: AddressOptions
  load: <Name extends keyof Chunks>(name: Name) => Promise<Chunks[Name]>
  /** True if the form is all there is on its page. */
  ownPage: boolean | undefined
  /** Milliseconds by `performance.now()`: the clock of the device may be set back meanwhile. */
  openedAt_ms: number
  /** The address of the page the form stands on, without query and fragment. */
  pageUrl: () => string
  /** Shows the page in which step the form is. */
  show: (state: string) => void
  signal: AbortSignal
}

/** What a visitor can do with a form. */
export type Controller = { edit: (path: string) => void; submit: () => Promise<void> }

/**
 * Hands a form to Preact when its visitor comes; then joins the form model and the submission, and moves the focus. Undefined
 * for a form that the page has replaced meanwhile.
 */
export function startController(parts: ControllerParts): Controller | undefined {
  const { host, root, view, fieldsFor, configuration, labels, show, signal } = parts
  const { sentences = en.sentences, outcomes } = parts
  const tell = (event: EventName, detail?: object) => emit(host, event, detail)
  let { form, viewState, addressOptions } = parts
  let touched = false
  let sent = { content: '', submission_id: '' }
  carryOver(parts)
  if (signal.aborted) return undefined
  hydrate(drawn(), root)
  const addressByCountry = createAddressByCountry({ ...parts, update: changeAddress }, read)
  root.addEventListener('click', followLink, { signal })
  offerSuggestions({ root, sentences, signal })
  followEnterKey(root, signal)
  addEventListener('pageshow', ({ persisted }) => persisted && dispatch({ kind: 'restored' }), { signal })

  return {
    edit(path) {
      if (!touched) tell('start')
      touched = true
      const values = read()
      countThisStart(values)
      addressByCountry.update(values, path)
      const checked = check(values)
      dispatch({ kind: 'edited', path, values, standing: checked.kind === 'faults' ? checked.faults : {} })
    },
    async submit() {
      if (form.kind === 'sending' || form.kind === 'accepted') return
      const values = read()
      countThisStart(values)
      const checked = check(values)
      if (checked.kind === 'sign-up' && !tell('submit')) return
      dispatch({ kind: 'submitted', values, checked })
      if (checked.kind === 'sign-up') return send(checked.signUp, values)
      tellFaults()
      tell('invalid', { fields: Object.keys(checked.faults) })
    },
  }

  async function send(content: SignUp, values: Values) {
    const sending = form
    const key = toJson(content)
    // The relay recognises a repeat by its id; other content is another sign-up.
    if (key !== sent.content) sent = { content: key, submission_id: createSubmissionId(crypto) }
    const hidden_fields = configuration.customFields
      .filter(({ type }) => type === 'hidden')
      .map(({ id }) => id)
    const signUp: SignUp = {
      ...content,
      submission_id: sent.submission_id,
      // What the visitor cannot see must not refuse them.
      page: pageOf(values),
      language: labels.language,
      signals: {
        trap: (values['signals.trap']?.[0] ?? '').slice(0, LIMITS.trap),
        elapsed_ms: Math.max(0, Math.round(performance.now() - parts.openedAt_ms)),
        ...(hidden_fields.length && { hidden_fields }),
      },
    }
    const answer = await submitWithProof(signUp, {
      endpoint: parts.endpoint,
      fetch,
      timeLimit_ms: TIME_LIMIT_MS,
      solve,
    })
    // Meanwhile the page may have left and come back, and the visitor may have sent again.
    if (form !== sending || signal.aborted) return
    if (answer.kind === 'outcome') keepHeight()
    dispatch({ kind: 'answered', answer })
    if (answer.kind === 'outcome') {
      announceSuccess(root)
      tell('success', { action: answer.outcome.action })
      if (configuration.datalayer) pushToDataLayer(answer.outcome.action)
      redirect()
    } else {
      tellFaults()
      tell('error', { code: answer.kind === 'refusal' ? answer.code : answer.kind })
    }
  }

  function pageOf(values: Values) {
    return pageWithCampaign(parts.pageUrl(), configuration, values).slice(0, LIMITS.page)
  }

  /** A browser may have filled in a form without anybody's touching it before the button. */
  function countThisStart(values: Values) {
    const lists = configuration.lists.map(({ value }) => value)
    void countStart(host, { endpoint: parts.endpoint, page: pageOf(values), lists })
  }

  /** Solves a proof of work in the background, or shows the visitor a captcha. */
  async function solve(challenge: unknown): Promise<Solution> {
    if (!isCaptcha(challenge))
      return { proof: await (await parts.load('proof-of-work')).solve(challenge, signal) }
    const { askCaptcha } = await parts.load('captcha')
    const { language } = labels
    update({ viewState: { ...viewState, status: sentences.captcha } })
    const captcha = await askCaptcha(challenge, { root, label: sentences.captcha, language, signal })
    update({ viewState: { ...viewState, status: sentences.sending } })
    return { captcha }
  }

  function dispatch(event: FormEvent) {
    const before = form
    form = nextStep(form, event)
    if (form === before) return
    const words = { labels, sentences, outcomes, whenEmpty: addressOptions.format.whenEmpty }
    update({ viewState: toViewState(form, configuration, fieldsFor(addressOptions), words) })
  }

  function changeAddress(change: { addressOptions: AddressOptions }) {
    update(change)
    const checked = check(read())
    dispatch({ kind: 'address-changed', standing: checked.kind === 'faults' ? checked.faults : {} })
  }

  function update(change: { viewState?: ViewState; addressOptions?: AddressOptions }) {
    if (signal.aborted) return
    viewState = change.viewState ?? viewState
    addressOptions = change.addressOptions ?? addressOptions
    show(viewState.state)
    render(drawn(), root)
  }

  function drawn() {
    return toPreact(
      view(viewState, fieldsFor(addressOptions), feedbackOf(viewState, { ...parts, sentences })),
    )
  }

  /** Fragments lead nowhere in a shadow root, and elsewhere they would change the page's address. */
  function followLink(event: Event) {
    const link = event.target instanceof Element && event.target.closest('[part=summary] a')
    if (!link) return
    event.preventDefault()
    // Scripts of the page that scroll to fragments would look for this one.
    event.stopPropagation()
    focusField(root.querySelector<HTMLElement>(`[id="${link.getAttribute('href')?.slice(1)}"]`))
  }

  function read(): Values {
    const element = root.querySelector('form')
    return element ? readValues(element) : {}
  }

  function check(values: Values) {
    const typed = addressByCountry.withoutGuess(values)
    return checkSignUp(typed, configuration, addressByCountry.format(), labels.language)
  }

  /** Moves the focus to what is wrong; where the visitor has moved on, an alert announces it. */
  function tellFaults() {
    if (!hasMovedOn(root)) return focusFaults(root)
    const alert = viewState.alert ?? Object.values(viewState.errors).join(' ')
    update({ viewState: { ...viewState, alert, quiet: !viewState.alert } })
  }

  /** What follows the form in its page stays where it is. A frame shrinks to what it shows. */
  function keepHeight() {
    const card = root.querySelector<HTMLElement>('.signup')
    if (card && window.parent === window) card.style.minBlockSize = `${card.offsetHeight}px`
  }

  function redirect() {
    const url = configuration.redirectUrl
    if (url && tell('redirect', { url })) location.assign(url)
  }
}
