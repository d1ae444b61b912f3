// Finds the script tags and placeholders of a page, and keeps a form in each placeholder for as long as it is there.

import { discoverFrames } from '../frame/discover.ts'
import { afterLoad, isParsed } from './document-ready.ts'
import { isBusy } from './form-events.ts'
import { type Filled, fillPlaceholder, type PlaceholderParts } from './placeholder.ts'
import { createScriptTags, lacksLists } from './script-tags.ts'
import type { Options, Source } from './setting-sources.ts'

const PLACEHOLDER = 'signup-widget'

/** The forms of a page: there is one registry, however often the script is loaded. */
export type Registry = {
  /** Adds one more script tag, given the running script. */
  addScript: (running: unknown) => void
  /** Shows a form in an element, whether it is a placeholder or not; an option that is undefined is taken away. */
  render: (host: HTMLElement, options: Options) => void
  /** Shows the form of every placeholder. */
  renderAll: () => void
  /** Shows an element's form as it was at first. */
  reset: (host: HTMLElement | undefined) => void
  /** Takes out an element's form; only `render` brings it back. */
  remove: (host: HTMLElement | undefined) => void
}

type RegistryParts = Pick<PlaceholderParts, 'loadFrom' | 'log'> & {
  /** Calls the function of the page's own that a script tag names. */
  callOnload: (name: string) => void
}

/** What is known of an element beside its attributes. */
type Known = {
  /** What the page has given it by `render`. */
  options: Options
  /** The tag that it stands in for. */
  source?: Source
  /** Whether the page wants a form there; if it has not said, that is up to the scripts. */
  isWanted?: boolean
}

/** So many forms are drawn in one go; then the browser may do something else first. */
const BATCH_SIZE = 20

/** Finds the placeholders of the document, those of now and those of later, and keeps a form in each. */
export function createRegistry({ loadFrom, log, callOnload }: RegistryParts): Registry {
  const initialUrl = document.URL
  const tags = createScriptTags()
  const frames = discoverFrames({ loadFrom, source: tags.defaults })
  const filled = new Map<HTMLElement, Filled>()
  const known = new WeakMap<Element, Known>()
  let automatic = false
  let forms = 0
  let room = BATCH_SIZE
  const changes = new MutationObserver(followChanges)
  new MutationObserver(fillAll).observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', fillAll)

  return {
    addScript(running) {
      const { tag, source } = tags.claim(running)
      const explicit = source.read('render') === 'explicit'
      automatic ||= !explicit
      const place = tag && !explicit && !tag.closest('head') ? tag : undefined
      if (place && source.read('lists') && !placeholders().some(usesDefaults)) {
        tags.useAddress(source)
        if (!hasPlaceholder(place, source)) insertPlaceholder(place, source)
      } else tags.useAsDefaults(source)
      if (place && lacksLists(source))
        afterLoad(() => placeholders().length || insertPlaceholder(place, source))
      fillAll()
      const onload = source.read('onload')
      if (onload) callOnload(onload)
    },
    render(host, given) {
      // Of options and attributes the one that came last wins.
      followChanges(changes.takeRecords())
      for (const name in given) if (given[name] === undefined) host.removeAttribute(`data-${name}`)
      Object.assign(about(host).options, given)
      about(host).isWanted = true
      host.classList.add(PLACEHOLDER)
      refill(host)
      fillAll()
      // One in somebody's shadow root is seen only here.
      if (host.isConnected && !document.contains(host) && !filled.has(host)) fill(host)
    },
    renderAll() {
      automatic = true
      fillAll()
    },
    reset(host) {
      if (host && end(host)) fill(host)
    },
    remove(host) {
      if (!host) return
      about(host).isWanted = false
      end(host)
    },
  }

  /** Fills what is not filled yet and ends what is gone; what was moved is neither. */
  function fillAll() {
    for (const [host, { putBack }] of filled) {
      if (host.isConnected) putBack()
      else end(host)
    }
    for (const host of placeholders()) {
      if (!room || filled.has(host) || !(about(host).isWanted ?? automatic) || !isParsed(host)) continue
      fill(host)
      if (!--room) setTimeout(fillNextBatch)
    }
    frames.greetFrames()
  }

  function fillNextBatch() {
    room = BATCH_SIZE
    fillAll()
  }

  /** `replaced` is the form that stands there until the new one does. */
  function fill(host: HTMLElement, replaced?: Filled) {
    const id = `signup-${++forms}`
    const { options, source = tags.defaults() } = about(host)
    changes.observe(host, { attributes: true })
    filled.set(
      host,
      fillPlaceholder(host, {
        loadFrom,
        log,
        id,
        pageUrl: frames.pageUrl,
        initialUrl,
        source,
        options,
        replaced,
      }),
    )
  }

  /** Draws a form again if the settings of its element have changed; what the visitor has done in it stays. */
  function refill(host: HTMLElement) {
    const replaced = filled.get(host)
    if (replaced && !replaced.isUnchanged() && !isBusy(host)) fill(host, replaced)
  }

  function about(host: Element): Known {
    const found = known.get(host) ?? { options: {} }
    known.set(host, found)
    return found
  }

  function followChanges(records: MutationRecord[]) {
    for (const [host, { putBack }] of filled) {
      const own = records.filter(({ target }) => target === host)
      for (const { attributeName: name } of own) {
        if (name && host.hasAttribute(name)) delete about(host).options[name.replace('data-', '')]
      }
      if (!own.length) continue
      putBack()
      refill(host)
    }
  }

  /** True if there was a form to end. */
  function end(host: HTMLElement): boolean {
    const ended = filled.get(host)
    filled.delete(host)
    ended?.end()
    return ended !== undefined
  }

  /** True for a placeholder that shows the form of the script tag. */
  function usesDefaults(host: Element): boolean {
    const { options, source } = about(host)
    return !host.hasAttribute('data-lists') && !options['lists'] && !source
  }

  /** Puts a placeholder behind a script tag. It says itself what it shows, as routers keep copies of their views. */
  function insertPlaceholder(tag: HTMLScriptElement, source: Source) {
    const host = document.createElement('div')
    for (const name of tag.getAttributeNames()) {
      if (name.startsWith('data-')) host.setAttribute(name, tag.getAttribute(name) ?? '')
    }
    const lists = source.read('lists')
    if (lists) host.setAttribute('data-lists', lists)
    host.className = PLACEHOLDER
    about(host).source = source
    tag.after(host)
    fill(host)
  }
}

/** True for a tag that runs again, in a view that its router has brought back. */
function hasPlaceholder({ nextElementSibling }: HTMLScriptElement, { read }: Source): boolean {
  return (
    nextElementSibling?.className === PLACEHOLDER &&
    nextElementSibling.getAttribute('data-lists') === read('lists')
  )
}

function placeholders(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`.${PLACEHOLDER}`)]
}
