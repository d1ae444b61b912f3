/** The roles that the scenarios ask for. */
export type Role =
  | 'textbox'
  | 'combobox'
  | 'checkbox'
  | 'radio'
  | 'button'
  | 'link'
  | 'alert'
  | 'form'
  | 'region'

/** What a visitor can perceive of an element. */
export type Facts = {
  text: string
  value: string
  checked: boolean
  /** What a screen reader adds: hint and error. */
  description: string
  focused: boolean
  /** Shows that it has the focus. */
  ringed: boolean
  invalid: boolean
  busy: boolean
  direction: string
  left: number
  right: number
}

/**
 * Runs in the page, and so sees nothing of this file: the first element to be seen that has this role, and a name
 * that begins like this; also within shadow roots. Throws if there is none.
 */
export function findByRole(role: string, name: string): HTMLElement {
  const selectors: Record<string, string> = {
    textbox: 'input:not([type=checkbox], [type=radio], [type=hidden]), textarea',
    combobox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    button: 'button',
    link: 'a[href]',
    alert: '[role=alert]',
    form: 'form',
    region: 'section',
  }
  const selector = selectors[role] ?? role
  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const nameOf = (element: HTMLElement) => {
    const root = element.getRootNode()
    const by = element.getAttribute('aria-labelledby')
    const label =
      by && root instanceof DocumentFragment ? root.getElementById(by) : document.getElementById(by ?? '')
    const labels = 'labels' in element && element.labels instanceof NodeList ? [...element.labels] : []
    return tidy(
      element.getAttribute('aria-label') ??
        label?.textContent ??
        (labels.length ? labels.map(({ textContent }) => textContent).join(' ') : element.textContent),
    )
  }
  const search = (root: Document | ShadowRoot): HTMLElement | undefined => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.matches(selector) && nameOf(element).startsWith(name) && element.getClientRects().length)
        return element
      const inner = element.shadowRoot && search(element.shadowRoot)
      if (inner) return inner
    }
    return undefined
  }
  const found = search(document)
  if (!found) throw new Error(`There is no ${role} ${name}.`)
  return found
}

/** Runs in the page: what a visitor can perceive of an element. */
export function factsOf(element: HTMLElement): Facts {
  const root = element.getRootNode()
  const scope = root instanceof ShadowRoot || root instanceof Document ? root : document
  const described = (element.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
  const { left, right } = element.getBoundingClientRect()
  return {
    text: (element.textContent ?? '').trim(),
    value: 'value' in element ? String(element.value) : '',
    checked: 'checked' in element && element.checked === true,
    description: described.map((id) => scope.getElementById(id)?.textContent ?? '').join(' '),
    focused: scope.activeElement === element,
    ringed: scope.activeElement === element && getComputedStyle(element).outlineStyle !== 'none',
    invalid: element.getAttribute('aria-invalid') === 'true',
    busy: element.getAttribute('aria-disabled') === 'true',
    direction: getComputedStyle(element).direction,
    left,
    right,
  }
}

/** Runs in the page: all of its text, shadow roots included. */
export function readText(): string {
  const textOf = (node: Node): string => {
    if (node instanceof Text) return node.data
    if (!(node instanceof HTMLElement)) return ''
    if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return ''
    return [...(node.shadowRoot ?? node).childNodes].map(textOf).join('')
  }
  return textOf(document.body).replace(/\s+/g, ' ')
}

/** Runs in the page: the focused element, shadow roots included. */
export function focusedText(): string {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return (focused?.textContent ?? '').trim()
}
