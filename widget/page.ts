import { PATHS } from '../server/contract.ts'
import type { Chunks } from './chunks.ts'
import { findOwnTag } from './own-tag.ts'
import { fill, type PlaceholderParts } from './placeholder.ts'
import { originOf, type Source, sourceOf } from './settings.ts'

const PLACEHOLDER = 'signup-widget'

/** The forms of a page: there is one, however often the script is loaded. */
export type Page = {
  /** Follows one more script tag, given the running script. */
  follow: (running: unknown) => void
}

/** Serves every placeholder of the document, those of now and those of later. */
export function openPage({ loadFrom, log }: Pick<PlaceholderParts, 'loadFrom' | 'log'>): Page {
  const claimed = new WeakSet<HTMLScriptElement>()
  /** The tags of the placeholders that stand in for their own tag. */
  const sources = new WeakMap<Element, Source>()
  const filled = new Map<HTMLElement, () => void>()
  /** What placeholders follow that say less themselves: the last tag that has lists, or else the first. */
  let lent: Source | undefined
  /** A tag with a form of its own lends placeholders only the address it came from. */
  let bare: Source | undefined
  const shared = (): Source => lent ?? bare ?? sourceOf(undefined)
  let forms = 0
  const origins = document.querySelector('meta[name=signup-origins]')?.getAttribute('content')
  let pageAddress = location.href.replace(/[?#].*/, '')
  let frames: Promise<Chunks['frame'] | undefined> | undefined

  // On the relay's own page of a form: the page around it may ask for the height.
  if (origins != null) addEventListener('message', answer)
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', look)

  return {
    follow(running) {
      const tag = findOwnTag(running, document, claimed)
      const source = sourceOf(tag)
      if (tag) claimed.add(tag)
      if (tag && source.read('lists') && !tag.closest('head') && !placeholders().some(borrows)) {
        bare ??= { ...source, read: () => null }
        standIn(tag, source)
      } else if (!lent || source.read('lists')) lent = source
      look()
    },
  }

  /** True for a placeholder that is to show a script tag's form. */
  function borrows(host: Element): boolean {
    return !host.hasAttribute('data-lists') && !sources.has(host)
  }

  /** Puts a form where its script tag stands. */
  function standIn(tag: HTMLScriptElement, source: Source) {
    const host = document.createElement('div')
    host.className = PLACEHOLDER
    sources.set(host, source)
    tag.after(host)
    serve(host)
  }

  function serve(host: HTMLElement) {
    forms += 1
    const parts = { loadFrom, log, id: `signup-${forms}`, page: () => pageAddress }
    filled.set(host, fill(host, sources.get(host) ?? shared(), parts))
  }

  /** Fills what is not filled yet and ends what is gone; what was moved is neither. */
  function look() {
    for (const [host, end] of filled) {
      if (host.isConnected) continue
      filled.delete(host)
      end()
    }
    for (const host of placeholders()) if (!filled.has(host) && isWhole(host)) serve(host)
    if (document.querySelector(`iframe[src*="${PATHS.form}"]`)) greet()
  }

  async function greet() {
    const frame = await loadFrames()
    frame?.greetFrames(originOf(shared().address), pageAddress)
  }

  async function answer(event: MessageEvent<unknown>) {
    if (event.source !== parent) return
    const frame = await loadFrames()
    const allowed = [location.origin, ...(origins ?? '').split(/[\s,]+/)]
    pageAddress = frame?.answerGreeting(event, allowed) ?? pageAddress
  }

  function loadFrames() {
    frames ??= loadFrom(shared().address)('frame').catch(() => undefined)
    return frames
  }
}

function placeholders(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`.${PLACEHOLDER}`)]
}

/** False while the parser may still be writing the placeholder's content. */
function isWhole(host: Node): boolean {
  if (document.readyState !== 'loading') return true
  for (let node: Node | null = host; node; node = node.parentNode) if (node.nextSibling) return true
  return false
}
