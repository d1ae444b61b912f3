import { PATHS } from '../server/contract.ts'
import type { Kept } from './carry.ts'
import type { Chunks } from './chunks.ts'
import { findOwnTag } from './own-tag.ts'
import { fill, type PlaceholderParts } from './placeholder.ts'
import { originOf, type Source, sourceOf } from './settings.ts'

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

/** A tag that says one of these wants a form where it stands; without lists it reads what is missing. */
const FORM_SETTINGS = ['fields', 'custom-fields', 'title', 'button', 'consent']

/** Serves every placeholder of the document, those of now and those of later. */
export function openPage({ loadFrom, log, call }: PageParts): Page {
  const claimed = new WeakSet<HTMLScriptElement>()
  /** The tags of the placeholders that stand in for their own tag. */
  const sources = new WeakMap<Element, Source>()
  const filled = new Map<HTMLElement, () => void>()
  /** What the page itself wants of an element; all others are served unless the scripts say to wait. */
  const wanted = new WeakMap<Element, boolean>()
  let automatic = false
  /** What the filled elements said when they were filled. */
  const said = new WeakMap<Element, string>()
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
  const changes = new MutationObserver((records) => {
    for (const host of filled.keys()) if (records.some(({ target }) => target === host)) renew(host)
  })
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', look)

  return {
    follow(running) {
      const tag = findOwnTag(running, document, claimed)
      const source = sourceOf(tag)
      if (tag) claimed.add(tag)
      const explicit = source.read('render') === 'explicit'
      automatic ||= !explicit
      if (tag && source.read('lists') && !explicit && !tag.closest('head') && !placeholders().some(borrows)) {
        bare ??= { ...source, read: () => null }
        standIn(tag, source)
      } else if (!lent || source.read('lists')) lent = source
      if (
        tag &&
        !source.read('lists') &&
        !explicit &&
        !tag.closest('head') &&
        FORM_SETTINGS.some(source.read)
      ) {
        afterLoad(() => placeholders().length || standIn(tag, source))
      }
      look()
      const onload = source.read('onload')
      if (onload) call(onload)
    },
    show(host) {
      wanted.set(host, true)
      host.classList.add(PLACEHOLDER)
      look()
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

  /** Puts a form where its script tag stands. */
  function standIn(tag: HTMLScriptElement, source: Source) {
    const host = document.createElement('div')
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

  function serve(host: HTMLElement, empty: () => Kept | undefined = () => undefined) {
    forms += 1
    const parts = { loadFrom, log, id: `signup-${forms}`, page: () => pageAddress }
    said.set(host, settingsText(host))
    changes.observe(host, { attributes: true })
    filled.set(host, fill(host, sources.get(host) ?? shared(), parts, empty))
  }

  /** Fills what is not filled yet and ends what is gone; what was moved is neither. */
  function look() {
    for (const host of filled.keys()) if (!host.isConnected) stop(host)
    for (const host of placeholders()) {
      if (!filled.has(host) && (wanted.get(host) ?? automatic) && isWhole(host)) serve(host)
    }
    if (document.querySelector(`iframe[src*="${PATHS.form}"]`)) greet()
  }

  /** Draws a form anew after its attributes have changed; what the visitor has done in it stays. */
  async function renew(host: HTMLElement) {
    const end = filled.get(host)
    const isSame = () => said.get(host) === settingsText(host)
    const isBusy = () => BUSY.includes(host.getAttribute('data-state') ?? '')
    if (isSame() || isBusy()) return
    const carry = await loadFrom(shared().address)('carry').catch(() => undefined)
    if (!carry || !end || filled.get(host) !== end || isSame() || isBusy()) return
    serve(host, () => {
      const kept = carry.keep(host)
      end()
      return kept
    })
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

/** Once the page is whole: only then is it sure that a tag has no placeholder to lend its settings to. */
function afterLoad(work: () => void) {
  if (document.readyState === 'complete') setTimeout(work)
  else addEventListener('load', work, { once: true })
}

function placeholders(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`.${PLACEHOLDER}`)]
}

/** Everything an element says about its form. */
function settingsText(host: Element): string {
  return [...host.attributes]
    .filter(({ name }) => (name.startsWith('data-') && name !== 'data-state') || name === 'lang')
    .map(({ name, value }) => `${name}=${value}`)
    .sort()
    .join('\n')
}

/** False while the parser may still be writing the placeholder's content. */
function isWhole(host: Node): boolean {
  if (document.readyState !== 'loading') return true
  for (let node: Node | null = host; node; node = node.parentNode) if (node.nextSibling) return true
  return false
}
