// Loaded when a form replaces another one: carries what the visitor has done from the old form into the new one.

import type { Values } from './form-model.ts'

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** What a visitor has done in a form that gives way to another one. */
export type PreservedInput = {
  /** What was typed and chosen, by path; what nobody touched is not among it. */
  values: Values
  /** Puts the focus and the selection where they were; takes back what was agreed to in other words. */
  restore: (host: HTMLElement) => void
}

const CONSENT = 'consent.given'

/** What forms were given of those they have replaced: the visitor's, though nobody has touched it there. */
const preserved = new WeakMap<Element, Values>()

/** Reads what the visitor has done in a form, and in those that stood there before it. */
export function readInput(host: HTMLElement): PreservedInput {
  const before = preservedIn(host)
  const values = { ...before }
  for (const control of controlsIn(host)) {
    if (!isTouched(control, before[control.name])) continue
    const same = controlsIn(host).filter(({ name }) => name === control.name)
    values[control.name] = same.filter(isOn).map(({ value }) => value)
  }
  // An unticked box is not an answer, and the next form may have no box.
  if (!values[CONSENT]?.length) delete values[CONSENT]
  const sentence = sentenceIn(host)
  const scope = rootOf(host).getRootNode()
  const { activeElement: active } = scope instanceof ShadowRoot ? scope : document
  const focused = controlsIn(host).find((control) => control === active)
  // Number and email inputs have no selection to tell; theirs is at the end.
  const selection =
    focused && !(focused instanceof HTMLSelectElement) && focused.selectionStart !== null
      ? ([focused.selectionStart, focused.selectionEnd, focused.selectionDirection ?? undefined] as const)
      : undefined
  return {
    values,
    restore(renewed) {
      if (sentenceIn(renewed) !== sentence) {
        delete values[CONSENT]
        untick(renewed)
      }
      const form = formIn(renewed)
      if (form) preserved.set(form, values)
      const control = controlsIn(renewed).find(
        (other) => focused && other.name === focused.name && (!isBox(other) || other.value === focused.value),
      )
      control?.focus()
      if (control?.type === 'email') endCaret(control)
      if (selection && control && !(control instanceof HTMLSelectElement)) {
        try {
          control.setSelectionRange(...selection)
        } catch {
          // Another type of input than before.
        }
      }
    },
  }
}

/** True for a form in which nobody has done anything, and nobody is. */
export function isUntouched(host: HTMLElement): boolean {
  const scope = rootOf(host).getRootNode()
  const { activeElement } = scope instanceof ShadowRoot ? scope : document
  return (
    host.getAttribute('data-state') === 'editing' &&
    !controlsIn(host).some((control) => control === activeElement || isTouched(control))
  )
}

/** Writes values into a form that stands already, as what it is given at first, but for what the visitor has touched. */
export function fillFields(host: HTMLElement, values: Values): void {
  for (const hidden of rootOf(host).querySelectorAll<HTMLInputElement>('input[type=hidden]')) {
    hidden.value = values[hidden.name]?.[0] ?? hidden.value
  }
  for (const control of controlsIn(host)) {
    const given = values[control.name]
    if (given && !isTouched(control)) give(control, given)
  }
}

function give(control: Control, given: string[]): void {
  if (isBox(control)) {
    control.defaultChecked = given.includes(control.value)
    control.checked = control.defaultChecked
  } else if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options].find(({ value }) => given.includes(value))
    if (!chosen) return
    for (const option of control.options) option.defaultSelected = option === chosen
    chosen.selected = true
  } else {
    control.defaultValue = given[0] ?? ''
    control.value = control.defaultValue
  }
}

/** The sentence that a visitor agrees to. */
function sentenceIn(host: HTMLElement): string | undefined {
  return formIn(host)?.querySelector<HTMLInputElement>('[name="consent.text"]')?.value
}

function untick(host: HTMLElement): void {
  for (const control of controlsIn(host).filter(isBox)) {
    if (control.name === CONSENT) control.defaultChecked = false
  }
}

/** Puts the caret behind the last letter, where no selection can be set: browsers do so when another value is written. */
function endCaret(control: Control): void {
  const { value } = control
  control.value = ''
  control.value = value
}

function controlsIn(host: HTMLElement): Control[] {
  return [...rootOf(host).querySelectorAll<Control>('input:not([type=hidden]), select, textarea')].filter(
    ({ name }) => name,
  )
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')
}

function isOn(control: Control): boolean {
  return !isBox(control) || control.checked
}

/** True if a control holds something else than what it was given: by the page, or of the form before. */
function isTouched(control: Control, given?: string[]): boolean {
  if (isBox(control)) return control.checked !== control.defaultChecked
  if (control instanceof HTMLSelectElement) {
    // What a list was given may not be in it, or not yet: countries come later.
    const isGiven = (option: HTMLOptionElement) =>
      given ? given.includes(option.value) : option.defaultSelected
    return control.value !== ([...control.options].find(isGiven)?.value ?? '')
  }
  return control.value !== control.defaultValue
}

function preservedIn(host: HTMLElement): Values {
  const form = formIn(host)
  return (form && preserved.get(form)) ?? {}
}

function formIn(host: HTMLElement): Element | null {
  return rootOf(host).querySelector('form')
}

/** Where the form stands: a host that was isolated before keeps its shadow root, and no form in it. */
function rootOf(host: HTMLElement): HTMLElement | ShadowRoot {
  return host.shadowRoot?.querySelector('form') ? host.shadowRoot : host
}
