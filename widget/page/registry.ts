import type { PreservedInput } from '../form/preserve-input.ts'
import { discoverFrames } from '../frame/discover.ts'
import { afterLoad, isParsed } from './document-ready.ts'
import { fill, type PlaceholderParts } from './placeholder.ts'
import { createTags, lacksLists } from './script-tags.ts'
import { type Source, settingsText } from './setting-sources.ts'

const PLACEHOLDER = 'signup-widget'

/** The forms of a page: there is one, however often the script is loaded. */
export type Page = {
  /** Follows one more script tag, given the running script. */
  follow: (running: unknown) => void
  /** Shows a form in an element, whether it is a placeholder or not. */
  show: (host: HTMLElement) => void
  /** Shows the form of every placeholder. */
  showAll: () => void
  /** Shows an element's form as it was at first. */
  restart: (host: HTMLElement | undefined) => void
  /** Ends an element's form for good. */
  remove: (host: HTMLElement | undefined) => void
}

type PageParts = Pick<PlaceholderParts, 'loadFrom' | 'log'> & {
  /** Calls the function of the page's own that a script tag names. */
  call: (name: string) => void
}

/** Steps in which a form would lose something if it were drawn anew: an answer, or what it has to say. */
const BUSY = ['sending', 'accepted', 'refused']

/** So many forms are drawn in one go; then the browser may do something else first. */
const AT_ONCE = 20

/** Serves every placeholder of the document, those of now and those of later. */
export function createRegistry({ loadFrom, log, call }: PageParts): Page {
  const arrival = document.URL
  const tags = createTags()
  const frames = discoverFrames({ loadFrom, lent: tags.lent })
  /** The tags of the placeholders that stand in for their own tag. */
  const sources = new WeakMap<Element, Source>()
  const filled = new Map<HTMLElement, () => void>()
  /** What the page itself wants of an element; all others are served unless the scripts say to wait. */
  const wanted = new WeakMap<Element, boolean>()
  let automatic = false
  /** Whether the filled elements say what they said when they were filled. */
  const unchanged = new WeakMap<Element, () => boolean>()
  let forms = 0
  let room = AT_ONCE
  const changes = new MutationObserver((records) => {
    for (const host of filled.keys()) if (records.some(({ target }) => target === host)) renew(host)
  })
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', look)

  return {
    follow(running) {
      const { tag, source } = tags.claim(running)
      const explicit = source.read('render') === 'explicit'
      automatic ||= !explicit
      const place = tag && !explicit && !tag.closest('head') ? tag : undefined
      if (place && source.read('lists') && !placeholders().some(borrows)) {
        tags.lendAddress(source)
        if (!hasStandIn(place, source)) standIn(place, source)
      } else tags.lend(source)
      if (place && lacksLists(source)) afterLoad(() => placeholders().length || standIn(place, source))
      look()
      const onload = source.read('onload')
      if (onload) call(onload)
    },
    show(host) {
      wanted.set(host, true)
      host.classList.add(PLACEHOLDER)
      look()
      // One in somebody's shadow root is seen only here.
      if (host.isConnected && !document.contains(host) && !filled.has(host)) serve(host)
    },
    showAll() {
      automatic = true
      look()
    },
    restart(host) {
      if (host && stop(host)) serve(host)
    },
    remove(host) {
      if (!host) return
      wanted.set(host, false)
      stop(host)
    },
  }

  /** True for a placeholder that is to show a script tag's form. */
  function borrows(host: Element): boolean {
    return !host.hasAttribute('data-lists') && !sources.has(host)
  }

  /** Puts a form where its script tag stands; it says itself what it shows, as routers keep copies of their views. */
  function standIn(tag: HTMLScriptElement, source: Source) {
    const host = document.createElement('div')
    for (const name of tag.getAttributeNames()) {
      if (name.startsWith('data-')) host.setAttribute(name, tag.getAttribute(name) ?? '')
    }
    const lists = source.read('lists')
    if (lists) host.setAttribute('data-lists', lists)
    host.className = PLACEHOLDER
    sources.set(host, source)
    tag.after(host)
    serve(host)
  }

  /** True if there was a form to end. */
  function stop(host: HTMLElement): boolean {
    const end = filled.get(host)
    filled.delete(host)
    end?.()
    return end !== undefined
  }

  function serve(host: HTMLElement, empty: () => PreservedInput | undefined = () => undefined) {
    forms += 1
    const text = settingsText(host)
    const isSame = () => text === settingsText(host)
    unchanged.set(host, isSame)
    const parts = { loadFrom, log, id: `signup-${forms}`, page: frames.pageAddress, arrival, isSame }
    changes.observe(host, { attributes: true })
    filled.set(host, fill(host, sources.get(host) ?? tags.lent(), parts, empty))
  }

  /** Fills what is not filled yet and ends what is gone; what was moved is neither. */
  function look() {
    for (const host of filled.keys()) if (!host.isConnected) stop(host)
    for (const host of placeholders()) {
      if (!room || filled.has(host) || !(wanted.get(host) ?? automatic) || !isParsed(host)) continue
      serve(host)
      if (!--room) setTimeout(goOn)
    }
    frames.look()
  }

  function goOn() {
    room = AT_ONCE
    look()
  }

  /** Draws a form anew after its attributes have changed; what the visitor has done in it stays. */
  async function renew(host: HTMLElement) {
    const end = filled.get(host)
    const isSame = () => unchanged.get(host)?.()
    const isBusy = () => BUSY.includes(host.getAttribute('data-state') ?? '')
    if (isSame() || isBusy()) return
    const preserveInput = await loadFrom(tags.lent().address)('preserve-input').catch(() => undefined)
    if (!preserveInput || !end || filled.get(host) !== end || isSame() || isBusy()) return
    serve(host, () => {
      const preserved = preserveInput.readInput(host)
      end()
      return preserved
    })
  }
}

/** True for a tag that runs again, in a view that its router has brought back. */
function hasStandIn({ nextElementSibling }: HTMLScriptElement, { read }: Source): boolean {
  return (
    nextElementSibling?.className === PLACEHOLDER &&
    nextElementSibling.getAttribute('data-lists') === read('lists')
  )
}

function placeholders(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`.${PLACEHOLDER}`)]
}
