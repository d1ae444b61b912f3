// Part of the controller: where the focus goes after an attempt.

/** What a form is drawn in. */
type Root = Element | ShadowRoot

/** Moves the focus to the summary, or to the one faulty field. */
export function focusFaults(root: Root): void {
  const summary = root.querySelector<HTMLElement>('[part=summary]')
  const field = root.querySelector('[part=error]')?.parentElement
  const control = field?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
  // A screen reader reads a field that has the focus already only when it gets it again.
  control?.blur()
  if (summary) summary.focus()
  else focusField(control)
}

/** Moves the focus to a control, and brings its label and its error into view, too. */
export function focusField(control: HTMLElement | null | undefined): void {
  control?.focus()
  control?.closest('[part~=field]')?.scrollIntoView({ block: 'nearest' })
}

/** Moves the focus to the message; where the visitor has moved on, an alert announces it, as no form is left to do so. */
export function announceSuccess(root: Root): void {
  const message = root.querySelector<HTMLElement>('[part=success]')
  if (hasMovedOn(root)) message?.setAttribute('role', 'alert')
  else message?.focus()
}

/**
 * True where the focus is elsewhere in the page, or in the page around its frame: what is typed there is not meant for
 * the form. An element around the form, such as the body, has the focus when nothing has.
 */
export function hasMovedOn(place: Root): boolean {
  if (window.parent !== window && !document.hasFocus()) return true
  const element = place instanceof ShadowRoot ? place.host : place
  const tree = element.getRootNode()
  const { activeElement } = tree instanceof ShadowRoot ? tree : document
  const isElsewhere = activeElement && !activeElement.contains(element) && !element.contains(activeElement)
  return Boolean(isElsewhere) || (tree instanceof ShadowRoot && hasMovedOn(tree))
}

const CONTROLS = ':is(input:not([type=hidden]), select, textarea):not([tabindex="-1"], :disabled)'

/** Lets Enter do on a touch screen what its key says there: Safari on phones would send the form from every field. */
export function followEnterKey(root: Root, signal: AbortSignal): void {
  const follow = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return
    if (!matchMedia('(pointer: coarse)').matches) return
    const { target } = event
    if (!(target instanceof HTMLInputElement) || target.enterKeyHint !== 'next') return
    const controls = [...root.querySelectorAll<HTMLElement>(CONTROLS)]
    const next = controls[controls.indexOf(target) + 1]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  root.addEventListener('keydown', follow, { signal })
}
