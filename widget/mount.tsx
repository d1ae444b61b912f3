import { render } from 'preact'
import type { Configuration } from './configuration.ts'
import type { Messages } from './messages/messages.ts'
import css from './style.css?inline'
import { startVisit, type VisitParts } from './visit.tsx'

export type MountParts = Omit<VisitParts, 'host' | 'root' | 'signal' | 'configuration' | 'messages'>

/** Puts a form into its host element; the answer takes it out again. */
export function mount(
  host: HTMLElement,
  configuration: Configuration,
  messages: Messages,
  parts: MountParts,
): () => void {
  const root = openRoot(host, configuration.isolation)
  const end = new AbortController()
  adoptStyles(root)
  startVisit({ ...parts, host, root, configuration, messages, signal: end.signal })
  return () => {
    end.abort()
    render(null, root)
    host.removeAttribute('data-state')
  }
}

/** The shadow root, or the element itself where the site wants no isolation. */
function openRoot(host: HTMLElement, isolation: Configuration['isolation']): HTMLElement | ShadowRoot {
  if (isolation === 'none') return host
  return host.shadowRoot ?? host.attachShadow({ mode: 'open' })
}

let sheet: CSSStyleSheet | undefined

function adoptStyles(root: HTMLElement | ShadowRoot) {
  const scope = root.getRootNode()
  if (!(scope instanceof Document || scope instanceof ShadowRoot)) return
  sheet ??= new CSSStyleSheet()
  sheet.replaceSync(css)
  if (!scope.adoptedStyleSheets.includes(sheet)) scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet]
}
