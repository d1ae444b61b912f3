import { hydrate, render } from 'preact'
import type { Configuration } from './configuration.ts'
import { type CountryChoice, createCountryChoice } from './country-choice.ts'
import { ANY_SHAPE } from './fields/address.tsx'
import { EMPTY_FORM, type Form, type FormEvent, next, type Values } from './form-model.ts'
import type { Messages } from './messages/messages.ts'
import { SignupForm } from './SignupForm.tsx'
import { submit, TIME_LIMIT_MS } from './submission.ts'
import { createSubmissionId } from './submission-id.ts'
import { checkSignUp } from './validation.ts'
import { readOptions, readValues } from './values.ts'

const COUNTRY = 'street_address.country'

export type VisitParts = {
  /** Carries `data-state` and the events. */
  host: Element
  /** What the form is drawn in; it may hold the form already, drawn by the relay. */
  root: Element | ShadowRoot
  configuration: Configuration
  messages: Messages
  dir: 'ltr' | 'rtl'
  /** The relay's address. */
  endpoint: string
  /** Begins every id. */
  id: string
  /** The address of the form as a page of its own. */
  formPage: string
  /** The address of the page the form stands on, without query and fragment. */
  page: () => string
  loadCountries: () => Promise<typeof import('./countries.ts')>
  /** Ends every listener, and the visit. */
  signal: AbortSignal
}

/** One visitor before one form: joins what is drawn, the model and the submission, and moves the focus. */
export function startVisit(parts: VisitParts): void {
  const { host, root, configuration, messages, dir, endpoint, formPage, page, signal } = parts
  const drawn = root.querySelector<HTMLElement>('.signup[data-form]')
  const id = drawn?.id || parts.id
  let form: Form = drawn ? JSON.parse(drawn.dataset['form'] ?? '') : EMPTY_FORM
  const startedAt_ms = Date.now()
  let touched = false
  let sent = { content: '', submission_id: '' }
  const country: CountryChoice = configuration.fields.some(({ name }) => name === 'address')
    ? createCountryChoice(readOptions(root, COUNTRY), messages.language, parts.loadCountries, () => draw())
    : { state: () => ({ countries: [], shape: ANY_SHAPE }), choose() {} }

  draw(undefined, drawn ? hydrate : render)
  const element = root.querySelector('form')
  if (element) {
    // Without script the browser checks, with it our own sentences do.
    element.noValidate = true
    country.choose(readValues(element)[COUNTRY]?.[0] ?? '')
  }
  addEventListener('pageshow', ({ persisted }) => persisted && draw({ kind: 'restored' }), { signal })
  tell('ready')

  /** Takes the step that an event asks for, and shows it. */
  function draw(event?: FormEvent, paint = render) {
    if (signal.aborted) return
    if (event) form = next(form, event)
    host.setAttribute('data-state', form.kind)
    paint(
      <SignupForm
        {...{ id, configuration, messages, dir, form, formPage, onInput, onSubmit }}
        {...country.state()}
        values={EMPTY_FORM.values}
      />,
      root,
    )
  }

  function onInput({ target, currentTarget }: Event) {
    if (!touched) tell('start')
    touched = true
    if (!(target instanceof Element) || !(currentTarget instanceof HTMLFormElement)) return
    const values = readValues(currentTarget)
    country.choose(values[COUNTRY]?.[0] ?? '')
    const checked = check(values)
    const standing = checked.kind === 'faults' ? checked.faults : {}
    draw({ kind: 'edited', path: target.getAttribute('name') ?? '', values, standing })
  }

  async function onSubmit(event: Event) {
    event.preventDefault()
    if (form.kind === 'sending' || !(event.currentTarget instanceof HTMLFormElement)) return
    const values = readValues(event.currentTarget)
    const checked = check(values)
    if (checked.kind === 'sign-up' && !tell('submit')) return
    draw({ kind: 'submitted', values, checked })
    if (checked.kind === 'faults') {
      focusFault()
      tell('invalid', { fields: Object.keys(checked.faults) })
      return
    }

    const content = JSON.stringify(checked.signUp)
    if (content !== sent.content) sent = { content, submission_id: createSubmissionId(crypto) }
    const { submission_id } = sent
    const signals = { trap: values['signals.trap']?.[0] ?? '', elapsed_ms: Date.now() - startedAt_ms }
    const signUp = { ...checked.signUp, submission_id, page: page(), language: messages.language, signals }
    const sending = form
    const answer = await submit(signUp, { endpoint, fetch, timeLimit_ms: TIME_LIMIT_MS })
    // The page may have gone into the browser's cache and come back: then the visitor may have sent again.
    if (form !== sending || signal.aborted) return
    draw({ kind: 'answered', answer })
    if (answer.kind === 'outcome') {
      root.querySelector<HTMLElement>('[part~=success]')?.focus()
      tell('success', { action: answer.outcome.action })
      redirect()
    } else {
      focusFault()
      tell('error', { code: answer.kind === 'refusal' ? answer.code : answer.kind })
    }
  }

  function redirect() {
    const url = configuration.redirectUrl
    if (!url) return
    tell('redirect', { url })
    location.assign(url)
  }

  function check(values: Values) {
    return checkSignUp(values, configuration, country.state().shape.needed)
  }

  function focusFault() {
    const control = root.querySelector<HTMLElement>('[aria-invalid]')
    // Screen readers read a field that has the focus already only when it gets it again.
    control?.blur()
    control?.focus()
  }

  function tell(moment: string, detail: object = {}): boolean {
    return host.dispatchEvent(
      new CustomEvent(`signup-widget:${moment}`, {
        bubbles: true,
        composed: true,
        cancelable: moment === 'submit',
        detail: { v: 1, ...detail },
      }),
    )
  }
}
