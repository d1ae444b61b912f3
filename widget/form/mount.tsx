// Draws a form without Preact, and loads the controller when a visitor comes.

import type { Load } from '../chunks.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Messages, OwnLanguage } from '../messages/messages.ts'
import { callGlobal } from '../page/call-global.ts'
import { emit } from '../page/form-events.ts'
import { createElements, setDateTypes } from '../view/create-elements.ts'
import { type AddressOptions, defaultAddressFormat } from '../view/fields/address.ts'
import type { Field } from '../view/fields/field.ts'
import { fieldsOf } from '../view/fields/fields.ts'
import { INITIAL_STATE, type Prerendered } from '../view/prerendered.ts'
import { type Feedback, SignupForm, type ViewState } from '../view/SignupForm.tsx'
import { applyStyles, clear, type Mounted, openRoot, reserveHeight } from '../view/shadow-root.ts'
import type { Controller } from './controller.ts'
import type { Values } from './form-model.ts'

export type MountParts = {
  configuration: Configuration
  labels: Messages['labels']
  /** Absent for English, like `address`: those come with the controller. */
  sentences?: Messages['sentences']
  address?: Messages['address']
  /** What the site says of an accepted sign-up, by action. */
  outcomes?: { [action: string]: string }
  dir: 'ltr' | 'rtl'
  /** Of the site's own texts, where they are in another language than ours. */
  own?: OwnLanguage | undefined
  /** Begins every id. */
  id: string
  /** The relay's address. */
  endpoint: string
  /** The settings as a query. */
  query: string
  /** The address of the page the form stands on, without query and fragment. */
  pageUrl: () => string
  load: Load
  /** What the fields hold at first. */
  values?: Values
  /** The form that the relay has drawn in the host, if it did. */
  prerendered?: Prerendered | undefined
}

/** The colours of the page's own that are seen before anybody touches the form. */
const COLORS = 'color background accent accent-text border'.split(' ')

/** A letter typed right after the focus is shown before the controller is loaded, which it then asks for itself. */
const AFTER_FOCUS_MS = 100

/** Draws a form in its host, or takes over the one that the relay has drawn there. */
export function mountForm(host: HTMLElement, parts: MountParts): Mounted {
  const { configuration, labels, load, values = {}, prerendered } = parts
  const end = new AbortController()
  const { signal } = end
  // The clock of `performance.now()`, without a look at `performance`, which takes memory.
  const openedAt_ms = new Event('').timeStamp
  const root = openRoot(host, configuration.isolation)
  const found = prerendered && root.contains(prerendered.element) ? prerendered : undefined
  const { form, viewState, ownPage } = found ?? INITIAL_STATE
  const takenOver = found?.isStale ? undefined : found?.element
  const id = takenOver?.id || parts.id
  const addressOptions: AddressOptions = { countries: [], format: defaultAddressFormat(labels) }
  let controller: Promise<Controller | undefined> | undefined

  const view = (viewState: ViewState, fields: Field[], feedback?: Feedback) => (
    <SignupForm {...parts} {...{ id, fields, viewState, feedback, ownPage, values }} />
  )
  const fieldsFor = (addressOptions: AddressOptions) => fieldsOf(configuration, labels, addressOptions)
  if (!takenOver) root.replaceChildren(...createElements(view(viewState, fieldsFor(addressOptions))))
  // The style of a form drawn beforehand does until a visitor comes: replacing it would interrupt a visitor who is typing already.
  if (!takenOver || !root.querySelector('style')?.sheet) applyStyles(root, load)
  configuration.addClasses?.(root, signal)
  const card = root.querySelector<HTMLElement>('.signup')
  const element = root.querySelector('form')
  // Without script the browser validates; with it our own sentences say what to do.
  if (element) element.noValidate = true

  for (const { event, name } of configuration.callbacks) {
    if (name) host.addEventListener(`signup-widget:${event}`, (event) => callGlobal(name, event), { signal })
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
  requestAnimationFrame(() => {
    // Once the form has been painted.
    setTimeout(setDateTypes, 0, root)
    const style = getComputedStyle(card ?? host)
    // A property that is set to nothing leaves the form's own colour empty, too.
    const isLook = style.getPropertyValue('--muted')
    if (
      COLORS.some(
        (name) =>
          style.getPropertyValue(`--signup-${name}`) || (isLook && !style.getPropertyValue(`--${name}`)),
      )
    )
      load('colors').then(({ fitColors }) => signal.aborted || fitColors(host, root), loadController)
  })
  // Autofill needs the countries, which a form drawn beforehand has; all else waits for the visitor.
  if (configuration.fields.some(({ name }) => /address|country/.test(name)))
    setTimeout(takenOver ? loadController : loadCountries, 200)
  let state = ''
  show(viewState.state)
  emit(host, 'ready')

  return {
    unmount() {
      end.abort()
      clear(root)
      host.removeAttribute('data-state')
    },
    putBack() {
      if (card && card.parentNode !== root) root.replaceChildren(card)
      if (host.getAttribute('data-state') !== state) show(state)
    },
  }

  /** Loads what is needed from the first touch on; undefined if it cannot be had. */
  function loadController(): Promise<Controller | undefined> {
    // The page may replace the form until the controller is there.
    const touchedAt = { address: parts.pageUrl(), hosts: [...document.querySelectorAll('.signup-widget')] }
    controller ??= load('controller')
      .then(async ({ startController, feedbackStyles }) => {
        // A style element has to be in its place before Preact comes.
        await applyStyles(root, load, feedbackStyles)
        setDateTypes(root)
        return startController({
          ...{ ...parts, id, host, form, viewState, root, element, addressOptions, fieldsFor, view },
          ...{ ownPage, openedAt_ms, touchedAt, show, signal },
        })
      })
      .catch(() => undefined)
    return controller
  }

  /** Without its list of countries the controller makes a text field of the country. */
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
    try {
      if (loaded) return await loaded.submit()
    } catch {}
    // The next press tries to load it again. This one is posted as it would be without script.
    controller = undefined
    if (navigator.onLine) return element?.submit()
    applyStyles(root, load)
    root
      .querySelector('[role=alert]')
      ?.replaceChildren(...createElements(<p part="alert">{labels.offline}</p>))
  }

  function show(shown: string) {
    state = shown
    host.setAttribute('data-state', state)
    // The height is kept for the form, not for the message that takes its place.
    if (state === 'accepted') host.style.minHeight = ''
    else reserveHeight(host, configuration.height)
  }
}
