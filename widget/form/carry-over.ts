// Part of the controller: what was typed outlives a page that replaces the form's HTML without saying so.

import { settingsText } from '../page/setting-sources.ts'
import { readValues } from './values.ts'

/** How long a page may take to draw the same form again. */
const PATIENCE_MS = 2000

type CarryOverParts = {
  host: HTMLElement
  root: Element | ShadowRoot
  /** The form as it was drawn; null if it is sent already. */
  element: HTMLFormElement | null
  /** When a visitor touched the form: the page's address, without query and fragment, and its placeholders. */
  touchedAt: { address: string; hosts: Element[] }
  /** The address of the page the form stands on, without query and fragment. */
  pageUrl: () => string
  load: (name: 'preserve-input') => Promise<typeof import('./preserve-input.ts')>
  /** Aborted once the form is taken out. */
  signal: AbortSignal
}

/**
 * Carries what was typed into the same form, if the page draws it again, or did while this code was loading: some routers and
 * morphing libraries replace the placeholder, or what is in it, by what the server has written. On another page of the site
 * the form is a new one.
 */
export function carryOver({ host, root, element, touchedAt, pageUrl, load, signal }: CarryOverParts): void {
  if (!element) return
  const form = element
  const settings = settingsText(host)
  // In a shadow root no page reaches the form.
  const observer = new MutationObserver(followForm)
  observer.observe(root, { childList: true, subtree: true })
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  else followForm()

  function followForm() {
    if (root.contains(form) || root.querySelector('[part=success]') || !host.isConnected) return
    observer.disconnect()
    fillNext()
    const api = window.SignupWidget
    if (api && 'reset' in api) api.reset(host)
  }

  function leave() {
    observer.disconnect()
    if (!host.isConnected) fillNext()
  }

  /** Fills in the next form with the same settings. */
  function fillNext() {
    const end = new AbortController()
    setTimeout(() => end.abort(), PATIENCE_MS)
    const fill = (next: EventTarget | null) => {
      if (!(next instanceof HTMLElement) || settingsText(next) !== settings) return
      // A router may replace the page before it changes the address.
      if (end.signal.aborted || pageUrl() !== touchedAt.address) return
      end.abort()
      load('preserve-input').then(
        ({ fillFields }) => fillFields(next, readValues(form)),
        () => {},
      )
    }
    for (const other of document.querySelectorAll('[data-state=editing]')) {
      if (!touchedAt.hosts.includes(other)) fill(other)
    }
    document.addEventListener('signup-widget:ready', ({ target }) => fill(target), { signal: end.signal })
  }
}
