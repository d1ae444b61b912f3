import { hydrate, render } from 'preact'
import type { SignUp } from '../../server/contract.ts'
import { isCaptcha } from '../challenge/captcha-challenge.ts'
import type { Load } from '../chunks.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { enSentences } from '../messages/en.ts'
import type { Labels, Sentences } from '../messages/messages.ts'
import { toViewState } from '../messages/view-state.ts'
import { pushToDataLayer } from '../page/data-layer.ts'
import { toJson } from '../page/json.ts'
import type { AddressOptions } from '../view/fields/address.ts'
import type { ViewState } from '../view/SignupForm.tsx'
import { toPreact } from '../view/to-preact.ts'
import { createAddressByCountry } from './address-by-country.ts'
import { type Form, type FormEvent, nextStep, type Values } from './form-model.ts'
import { type Solution, submitWithProof, TIME_LIMIT_MS } from './submission.ts'
import { createSubmissionId } from './submission-id.ts'
import { checkSignUp } from './validation.ts'
import { readValues } from './values.ts'

export { default as feedbackStyles } from '../view/style/feedback.css?inline'

export type ControllerParts = {
  /** What the form is drawn in. */
  root: Element | ShadowRoot
  view: (viewState: ViewState, addressOptions: AddressOptions) => unknown
  configuration: Configuration
  labels: Labels
  /** Absent for English. */
  sentences?: Sentences
  /** The relay's address. */
  endpoint: string
  /** The step in which the form was drawn, and what it said. */
  form: Form
  viewState: ViewState
  addressOptions: AddressOptions
  load: Load
  /** Milliseconds since 1970. */
  openedAt_ms: number
  /** The address of the page the form stands on, without query and fragment. */
  page: () => string
  /** Shows the page in which step the form is. */
  show: (state: string) => void
  /** Tells the page; false: the page wants the form to stop here. */
  tell: (moment: string, detail?: object) => boolean
  signal: AbortSignal
}

/** What a visitor does. */
export type Controller = { edit: (path: string) => void; submit: () => Promise<void> }

/** One visitor before one form: joins the model and the submission, and moves the focus. */
export function startController(parts: ControllerParts): Controller {
  const { root, view, configuration, labels, sentences = enSentences, show, tell, signal } = parts
  let { form, viewState, addressOptions } = parts
  let touched = false
  let sent = { content: '', submission_id: '' }
  hydrate(toPreact(view(viewState, addressOptions)), root)
  const addressByCountry = createAddressByCountry({ ...parts, draw }, read)
  addEventListener('pageshow', ({ persisted }) => persisted && dispatch({ kind: 'restored' }), { signal })

  return {
    edit(path) {
      if (!touched) tell('start')
      touched = true
      const values = read()
      addressByCountry.update(values)
      const checked = check(values)
      dispatch({ kind: 'edited', path, values, standing: checked.kind === 'faults' ? checked.faults : {} })
    },
    async submit() {
      if (form.kind === 'sending' || form.kind === 'accepted') return
      const values = read()
      const checked = check(values)
      if (checked.kind === 'sign-up' && !tell('submit')) return
      dispatch({ kind: 'submitted', values, checked })
      if (checked.kind === 'sign-up') return send(checked.signUp, values)
      focusFault()
      tell('invalid', { fields: Object.keys(checked.faults) })
    },
  }

  async function send(content: SignUp, values: Values) {
    const sending = form
    const key = toJson(content)
    // A repeat is known by its id; other content is another sign-up.
    if (key !== sent.content) sent = { content: key, submission_id: createSubmissionId(crypto) }
    const signUp: SignUp = {
      ...content,
      submission_id: sent.submission_id,
      page: parts.page(),
      language: labels.language,
      signals: { trap: values['signals.trap']?.[0] ?? '', elapsed_ms: Date.now() - parts.openedAt_ms },
    }
    const answer = await submitWithProof(signUp, {
      endpoint: parts.endpoint,
      fetch,
      timeLimit_ms: TIME_LIMIT_MS,
      solve,
    })
    // Meanwhile the page may have left and come back, and the visitor may have sent again.
    if (form !== sending || signal.aborted) return
    dispatch({ kind: 'answered', answer })
    if (answer.kind === 'outcome') {
      tellSuccess()
      tell('success', { action: answer.outcome.action })
      if (configuration.datalayer) pushToDataLayer(answer.outcome.action)
      redirect()
    } else {
      if (!hasMovedOn(root)) focusFault()
      tell('error', { code: answer.kind === 'refusal' ? answer.code : answer.kind })
    }
  }

  /** A proof is made unseen; a captcha is the visitor's to answer. */
  async function solve(challenge: unknown): Promise<Solution> {
    if (!isCaptcha(challenge))
      return { proof: await (await parts.load('proof-of-work')).solve(challenge, signal) }
    const { askCaptcha } = await parts.load('captcha')
    const { language } = labels
    draw({ viewState: { ...viewState, status: sentences.captcha } })
    const captcha = await askCaptcha(challenge, { root, label: sentences.captcha, language, signal })
    draw({ viewState: { ...viewState, status: sentences.sending } })
    return { captcha }
  }

  function dispatch(event: FormEvent) {
    const before = form
    form = nextStep(form, event)
    if (form !== before) draw({ viewState: toViewState(form, configuration, { labels, sentences }) })
  }

  function draw(change: { viewState?: ViewState; addressOptions?: AddressOptions }) {
    if (signal.aborted) return
    viewState = change.viewState ?? viewState
    addressOptions = change.addressOptions ?? addressOptions
    show(viewState.state)
    render(toPreact(view(viewState, addressOptions)), root)
  }

  function read(): Values {
    const element = root.querySelector('form')
    return element ? readValues(element) : {}
  }

  function check(values: Values) {
    return checkSignUp(values, configuration, addressByCountry.requiredParts())
  }

  function focusFault() {
    const control = root.querySelector<HTMLElement>('[aria-invalid]')
    // A screen reader reads a field that has the focus already only when it gets it again.
    control?.blur()
    control?.focus()
  }

  /** By the focus where the visitor waits for it; else said aloud, as an alert: nothing of the form is left to say it. */
  function tellSuccess() {
    const message = root.querySelector<HTMLElement>('[part=success]')
    if (hasMovedOn(root)) message?.setAttribute('role', 'alert')
    else message?.focus()
  }

  function redirect() {
    const url = configuration.redirectUrl
    if (url && tell('redirect', { url })) location.assign(url)
  }
}

/**
 * True where the focus is in something else of the page, or of the page around its frame: what is typed there is not
 * meant for the form. What only stands around the form, such as the page's body, has it when nothing has.
 */
function hasMovedOn(place: Element | ShadowRoot): boolean {
  if (window.parent !== window && !document.hasFocus()) return true
  const element = place instanceof ShadowRoot ? place.host : place
  const tree = element.getRootNode()
  const { activeElement } = tree instanceof ShadowRoot ? tree : document
  const isElsewhere = activeElement && !activeElement.contains(element) && !element.contains(activeElement)
  return Boolean(isElsewhere) || (tree instanceof ShadowRoot && hasMovedOn(tree))
}
