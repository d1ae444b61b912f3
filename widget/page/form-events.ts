import type { SignupWidgetState } from '../signup-widget.d.ts'

/** The states in which a form must not be drawn again, since it would lose an answer or a message. */
const BUSY_STATES: readonly SignupWidgetState[] = ['sending', 'accepted', 'refused']
/** The values of `data-state`. */
export const STATES: readonly SignupWidgetState[] = ['editing', 'unavailable', ...BUSY_STATES]

/** The state of an element's form; undefined where there is none. */
export function stateOf(element: Element | undefined): SignupWidgetState | undefined {
  return STATES.find((state) => state === element?.getAttribute('data-state'))
}

/** True in a state in which the form must not be drawn again. */
export function isBusy(element: Element): boolean {
  return BUSY_STATES.some((state) => state === element.getAttribute('data-state'))
}

/** What a form tells its page, in events named `signup-widget:…`. */
export const EVENTS = ['ready', 'start', 'submit', 'invalid', 'success', 'error', 'redirect'] as const
export type EventName = (typeof EVENTS)[number]
/** The events that a page may cancel. */
export const CANCELABLE: readonly string[] = ['submit', 'redirect'] satisfies EventName[]

/** Tells the page of an event; false: the page has canceled it. */
export function emit(host: HTMLElement, name: string, detail?: object): boolean {
  return host.dispatchEvent(
    new CustomEvent(`signup-widget:${name}`, {
      bubbles: true,
      composed: true,
      cancelable: CANCELABLE.includes(name),
      detail: { v: 1, ...detail },
    }),
  )
}
