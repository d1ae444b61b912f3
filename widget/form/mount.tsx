import type { Load } from '../chunks.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Labels, Sentences } from '../messages/messages.ts'
import { callGlobal } from '../page/call-global.ts'
import { draw, drawDates } from '../view/create-elements.ts'
import { type AddressBook, anyShape } from '../view/fields/address.ts'
import { fieldsOf } from '../view/fields/fields.ts'
import { findServed, isStale, readDrawn, UNTOUCHED } from '../view/prerendered.ts'
import { SignupForm, type Spoken } from '../view/SignupForm.tsx'
import { clear, dress, openRoot, reserve } from '../view/shadow-root.ts'
import type { Visit } from './controller.ts'
import type { Values } from './form-model.ts'

export type MountParts = {
  configuration: Configuration
  labels: Labels
  /** Absent for English: those come with the visit. */
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

/** A letter typed at once goes before the fetching of what comes with a visit, which it asks for itself. */
const AFTER_FOCUS_MS = 100

/** Puts a form into its host, or takes over the one the relay has drawn there; the answer takes it out again. */
export function mount(host: HTMLElement, parts: MountParts): () => void {
  const { configuration, labels, dir, endpoint, query, load, values = UNTOUCHED.form.values } = parts
  const end = new AbortController()
  const { signal } = end
  const openedAt_ms = Date.now()
  const root = openRoot(host, configuration.isolation)
  const found = findServed(root)
  const drawn = readDrawn(found)
  const served = isStale(found) ? undefined : found
  const id = served?.id || parts.id
  const book: AddressBook = { countries: [], shape: anyShape(labels) }
  let visit: Promise<Visit | undefined> | undefined

  const view = (spoken: Spoken, book: AddressBook) => (
    <SignupForm
      {...{ id, configuration, labels, dir, spoken, endpoint, query }}
      ownPage={drawn.ownPage}
      fields={fieldsOf(configuration, labels, book)}
      values={values}
    />
  )
  if (!served) root.replaceChildren(...draw(view(drawn.spoken, book)))
  else if (Object.keys(values).length) {
    load('carry').then(
      ({ fillIn }) => fillIn(host, values),
      () => undefined,
    )
  }
  // The style of a form drawn beforehand does until a visitor comes: an exchange would hold up who is typing already.
  if (!served || !root.querySelector('style')?.sheet) dress(root)
  const form = root.querySelector('form')
  // Without script the browser checks, with it our own sentences do.
  if (form) form.noValidate = true

  for (const { moment, name } of configuration.callbacks) {
    if (name) host.addEventListener(`signup-widget:${moment}`, (event) => callGlobal(name, event), { signal })
  }
  root.addEventListener('focusin', () => setTimeout(() => signal.aborted || arrive(), AFTER_FOCUS_MS), {
    signal,
  })
  root.addEventListener('input', edit, { signal })
  root.addEventListener('submit', submit, { signal })
  // Once the form is seen.
  requestAnimationFrame(() => setTimeout(drawDates, 0, root))
  // Autofill needs the countries; all else waits for somebody to come. Those of the relay are there.
  if (configuration.fields.some(({ name }) => name === 'address'))
    setTimeout(served ? arrive : bringCountries, 200)
  show(drawn.spoken.state)
  tell('ready')

  return () => {
    end.abort()
    clear(root)
    host.removeAttribute('data-state')
  }

  /** Fetches what is needed from the first touch on; nothing if it cannot be had. */
  function arrive(): Promise<Visit | undefined> {
    visit ??= load('visit').then(
      ({ startVisit, said }) => {
        const visitParts = { ...parts, ...drawn, root, book, view, openedAt_ms, show, tell, signal }
        if (signal.aborted) return undefined
        dress(root, said)
        drawDates(root)
        return startVisit(visitParts)
      },
      () => undefined,
    )
    return visit
  }

  /** Where they cannot be had, the visit makes a line of their list. */
  function bringCountries() {
    load('countries').then(
      ({ fillCountries }) => signal.aborted || fillCountries(root, labels.language, values),
      arrive,
    )
  }

  async function edit({ target }: Event) {
    const visit = await arrive()
    if (target instanceof Element) visit?.edit(target.getAttribute('name') ?? '')
  }

  async function submit(event: Event) {
    event.preventDefault()
    // Without isolation a page's handlers for all its forms would disable the button, or send it once more.
    event.stopPropagation()
    const arrived = await arrive()
    if (arrived) return arrived.submit()
    // The next press asks again. This one the relay answers as it does browsers without script.
    visit = undefined
    if (navigator.onLine) return form?.submit()
    dress(root)
    root.querySelector('[role=alert]')?.replaceChildren(...draw(<p part="alert">{labels.offline}</p>))
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
