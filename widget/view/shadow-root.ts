import type { Configuration } from '../configuration/configuration.ts'
import { afterLoad } from '../page/document-ready.ts'
import css from './style/initial.css?inline'

let sheet: CSSStyleSheet | undefined

/** A form, or a frame, in its host. */
export type Mounted = {
  unmount: () => void
  /** Puts it back, with what was typed, if the page has removed it or its state, as routers do that morph pages. */
  putBack: () => void
}

/** Where a form is drawn: in the host's shadow root, or in the host itself if the site wants that. */
export function openRoot(host: HTMLElement, isolation: Configuration['isolation']): HTMLElement | ShadowRoot {
  return isolation === 'none' ? host : openShadow(host)
}

/**
 * Styles what is drawn in a root. A strict `style-src` allows constructed style sheets; browsers without them load what
 * writes a style element. `extraStyles` are for what a form shows once a visitor has touched it.
 */
export async function applyStyles(
  root: HTMLElement | ShadowRoot,
  load: (name: 'style-element') => Promise<typeof import('./style-element.ts')>,
  extraStyles = '',
): Promise<void> {
  const scope = root.getRootNode()
  if (!(scope instanceof Document || scope instanceof ShadowRoot)) return
  const prerendered = scope === root && scope.querySelector('style')
  try {
    if (!sheet || extraStyles) {
      sheet ??= new CSSStyleSheet()
      sheet.replaceSync(css + extraStyles)
    }
    if (!scope.adoptedStyleSheets.includes(sheet))
      scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet]
    if (prerendered) prerendered.remove()
  } catch {
    const loaded = await load('style-element').catch(() => undefined)
    loaded?.applyStyleElement(scope, css + extraStyles, prerendered)
  }
}

/** Removes a form from its root; what the page itself has put into the host becomes visible again. */
export function clear(root: HTMLElement | ShadowRoot) {
  root.replaceChildren(...(root instanceof ShadowRoot ? [document.createElement('slot')] : []))
}

/** Reserves room for a form: its height in CSS pixels. Without one, what the page itself has reserved stays. */
export function reserveHeight(host: HTMLElement, height: number | undefined) {
  if (height) host.style.minHeight = `${height}px`
}

function openShadow(host: HTMLElement): HTMLElement | ShadowRoot {
  let root: ShadowRoot
  try {
    root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  } catch {
    // Not every element can have one: `dialog` and `li` cannot.
    return host
  }
  // Before the next frame, for all forms together: asking for each one separately would style the page each time.
  requestAnimationFrame(() => showEmpty(host))
  // A style sheet may load later.
  afterLoad(() => showEmpty(host))
  // Outside the shadow root, keys seem to be pressed on the host, not in a field: page-wide shortcuts would swallow letters.
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keepLetters)
  return root
}

/**
 * Pages hide elements that are :empty; a shadow root does not count as content, and soon neither will a space. Adds text
 * only in such pages: React renders a page again if it finds text that its server did not write.
 */
function showEmpty(host: HTMLElement) {
  if (!host.firstChild && getComputedStyle(host).display === 'none') host.append('\u200b')
}

function keepLetters(event: Event) {
  if (event instanceof KeyboardEvent && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    event.stopPropagation()
  }
}
