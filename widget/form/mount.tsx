import type { Load } from '../chunks.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Labels, Sentences } from '../messages/messages.ts'
import { callGlobal } from '../page/call-global.ts'
import { createElements, setDateTypes } from '../view/create-elements.ts'
import { type AddressOptions, defaultAddressFormat } from '../view/fields/address.ts'
import { fieldsOf } from '../view/fields/fields.ts'
import { findPrerendered, INITIAL_STATE, isStale, readPrerendered } from '../view/prerendered.ts'
import { SignupForm, type ViewState } from '../view/SignupForm.tsx'
import { applyStyles, clear, openRoot, reserve } from '../view/shadow-root.ts'
import type { Controller } from './controller.ts'
import type { Values } from './form-model.ts'

export type MountParts = {
  configuration: Configuration
  labels: Labels
  /** Absent for English: those come with the controller. */
  sentences?: Sentences
  dir: 'ltr' | 'rtl'
  /** Begins every id. */
  id: string
  /** The relay's address. */
  endpoint: string
  /** The settings as a query. */
  query: string
  /** The address of the page the form stands on, without query and fragment. */
  page: () => string
  load: Load
  /** What the fields hold at first. */
  values?: Values
}

/** A letter typed at once goes before the fetching of what comes with the controller, which it asks for itself. */
const AFTER_FOCUS_MS = 100

/** Puts a form into its host, or takes over the one the relay has drawn there; the answer takes it out again. */
export function mount(host: HTMLElement, parts: MountParts): () => void {
  const { configuration, labels, dir, endpoint, query, load, values = INITIAL_STATE.form.values } = parts
  const end = new AbortController()
  const { signal } = end
  const openedAt_ms = Date.now()
  const root = openRoot(host, configuration.isolation)
  const found = findPrerendered(root)
  const drawn = readPrerendered(found)
  const served = isStale(found) ? undefined : found
  const id = served?.id || parts.id
  const addressOptions: AddressOptions = { countries: [], format: defaultAddressFormat(labels) }
  let controller: Promise<Controller | undefined> | undefined

  const view = (viewState: ViewState, addressOptions: AddressOptions) => (
    <SignupForm
      {...{ id, configuration, labels, dir, viewState, endpoint, query }}
      ownPage={drawn.ownPage}
      fields={fieldsOf(configuration, labels, addressOptions)}
      values={values}
    />
  )
  if (!served) root.replaceChildren(...createElements(view(drawn.spoken, addressOptions)))
  else if (Object.keys(values).length) {
    load('preserve-input').then(
      ({ fillFields }) => fillFields(host, values),
      () => undefined,
    )
  }
  // The style of a form drawn beforehand does until a visitor comes: an exchange would hold up who is typing already.
  if (!served || !root.querySelector('style')?.sheet) applyStyles(root)
  const form = root.querySelector('form')
  // Without script the browser checks, with it our own sentences do.
  if (form) form.noValidate = true

  for (const { moment, name } of configuration.callbacks) {
    if (name) host.addEventListener(`signup-widget:${moment}`, (event) => callGlobal(name, event), { signal })
  }
  root.addEventListener(
    'focusin',
    () => setTimeout(() => signal.aborted || loadController(), AFTER_FOCUS_MS),
    {
      signal,
    },
  )
  root.addEventListener('input', edit, { signal })
  root.addEventListener('submit', submit, { signal })
  // Once the form is seen.
  requestAnimationFrame(() => setTimeout(setDateTypes, 0, root))
  // Autofill needs the countries; all else waits for somebody to come. Those of the relay are there.
  if (configuration.fields.some(({ name }) => name === 'address'))
    setTimeout(served ? loadController : loadCountries, 200)
  show(drawn.spoken.state)
  tell('ready')

  return () => {
    end.abort()
    clear(root)
    host.removeAttribute('data-state')
  }

  /** Fetches what is requiredParts from the first touch on; nothing if it cannot be had. */
  function loadController(): Promise<Controller | undefined> {
    controller ??= load('controller').then(
      ({ startController, feedbackStyles }) => {
        const controllerParts = {
          ...parts,
          ...drawn,
          viewState: drawn.spoken,
          root,
          addressOptions,
          view,
          openedAt_ms,
          show,
          tell,
          signal,
        }
        if (signal.aborted) return undefined
        applyStyles(root, feedbackStyles)
        setDateTypes(root)
        return startController(controllerParts)
      },
      () => undefined,
    )
    return controller
  }

  /** Where they cannot be had, the controller makes a line of their list. */
  function loadCountries() {
    load('countries').then(
      ({ fillCountries }) => signal.aborted || fillCountries(root, labels.language, values),
      loadController,
    )
  }

  async function edit({ target }: Event) {
    const controller = await loadController()
    if (target instanceof Element) controller?.edit(target.getAttribute('name') ?? '')
  }

  async function submit(event: Event) {
    event.preventDefault()
    // Without isolation a page's handlers for all its forms would disable the button, or send it once more.
    event.stopPropagation()
    const loaded = await loadController()
    if (loaded) return loaded.submit()
    // The next press asks again. This one the relay answers as it does browsers without script.
    controller = undefined
    if (navigator.onLine) return form?.submit()
    applyStyles(root)
    root
      .querySelector('[role=alert]')
      ?.replaceChildren(...createElements(<p part="alert">{labels.offline}</p>))
  }

  function show(state: string) {
    host.setAttribute('data-state', state)
    // The height is kept for the form, not for the message that takes its place.
    if (state === 'accepted') host.style.minHeight = ''
    else reserve(host, configuration.height)
  }

  /** Tells the page; false: the page wants the form to stop here. */
  function tell(moment: string, detail: object = {}): boolean {
    return host.dispatchEvent(
      new CustomEvent(`signup-widget:${moment}`, {
        bubbles: true,
        composed: true,
        cancelable: /submit|redirect/.test(moment),
        detail: { v: 1, ...detail },
      }),
    )
  }
}
