// Part of the controller: what was typed outlives a page that replaces the form's HTML without saying so.

import { settingsText } from '../page/setting-sources.ts'
import type { Values } from './form-model.ts'
import { readValues } from './values.ts'

/** How long a page may take to draw the same form again. */
const PATIENCE_MS = 2000

type CarryOverParts = {
  host: HTMLElement
  root: Element | ShadowRoot
  /** The address of the page the form stands on, without query and fragment. */
  pageUrl: () => string
  load: (name: 'preserve-input') => Promise<typeof import('./preserve-input.ts')>
  /** Aborted once the form is taken out. */
  signal: AbortSignal
}

/**
 * Carries what was typed into the same form, if the page draws it again: some routers and morphing libraries replace the
 * placeholder, or what is in it, by what the server has written. On another page of the site the form is a new one.
 */
export function carryOver({ host, root, pageUrl, load, signal }: CarryOverParts): void {
  const form = root.querySelector('form')
  if (!form) return
  const address = pageUrl()

  signal.addEventListener('abort', () => {
    if (!host.isConnected) fillNext(readValues(form))
  })
  // In a shadow root no page reaches the form.
  const observer = new MutationObserver(() => {
    if (signal.aborted) observer.disconnect()
    if (signal.aborted || root.contains(form) || root.querySelector('[part=success]') || !host.isConnected)
      return
    observer.disconnect()
    fillNext(readValues(form))
    const api = window.SignupWidget
    if (api && 'reset' in api) api.reset(host)
  })
  observer.observe(root, { childList: true, subtree: true })

  /** Fills in the next form with the same settings. */
  function fillNext(values: Values) {
    const settings = settingsText(host)
    const end = new AbortController()
    setTimeout(() => end.abort(), PATIENCE_MS)
    document.addEventListener(
      'signup-widget:ready',
      ({ target }) => {
        if (!(target instanceof HTMLElement) || settingsText(target) !== settings) return
        // A router may replace the page before it changes the address.
        if (pageUrl() !== address) return
        end.abort()
        load('preserve-input').then(
          ({ fillFields }) => fillFields(target, values),
          () => {},
        )
      },
      { signal: end.signal },
    )
  }
}
