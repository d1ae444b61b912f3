import { PATHS } from '../server/contract.ts'
import type { Load } from './chunks.ts'
import { type ConfigurationFault, readConfiguration } from './configuration.ts'
import { directionOf, loadLanguage } from './language.ts'
import { enLabels } from './messages/en-labels.ts'
import { mount } from './mount.tsx'
import { findOwnTag } from './own-tag.ts'
import { readerOf, type Source, sourceOf } from './settings.ts'

const PLACEHOLDER = 'signup-widget'

/** The forms of a page: there is one, however often the script is loaded. */
export type Page = {
  /** Follows one more script tag, given the running script. */
  follow: (running: unknown) => void
}

export type PageParts = {
  /** Loads chunks that lie beside the script at an address. */
  loadFrom: (address: string) => Load
  log: Pick<Console, 'error'>
}

/** Serves every placeholder of the document, those of now and those of later. */
export function openPage({ loadFrom, log }: PageParts): Page {
  const claimed = new WeakSet<HTMLScriptElement>()
  const sources = new WeakMap<Element, Source>()
  const mounted = new Map<HTMLElement, { end: () => void }>()
  /** What placeholders follow that say less themselves: the last tag that has lists, or else the first. */
  let lent: Source | undefined
  /** A tag with a form of its own lends placeholders only the address it came from. */
  let bare: Source | undefined
  const shared = () => lent ?? bare
  let forms = 0
  const origins = document.querySelector('meta[name=signup-origins]')?.getAttribute('content')
  let pageAddress = location.href.replace(/[?#].*/, '')

  // On the relay's own page of a form: the page around it may ask for the height.
  if (origins != null) addEventListener('message', answer)
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  document.addEventListener('readystatechange', look)

  return {
    follow(running) {
      const tag = findOwnTag(running, document, claimed)
      const source = sourceOf(tag)
      if (tag) claimed.add(tag)
      const hasForm = source.read('lists') && !tag?.closest('head') && !placeholders().some(borrows)
      if (tag && hasForm) {
        bare ??= { ...source, read: () => null }
        standIn(tag, source)
      } else if (!lent || source.read('lists')) lent = source
      look()
    },
  }

  /** True for a placeholder that is to show a script tag's form; not for one that stands in for its own tag. */
  function borrows(host: Element): boolean {
    return !host.hasAttribute('data-lists') && !sources.has(host)
  }

  /** Puts a form where its script tag stands. */
  function standIn(tag: HTMLScriptElement, source: Source) {
    const host = document.createElement('div')
    host.className = PLACEHOLDER
    sources.set(host, source)
    tag.after(host)
    start(host)
  }

  /** Mounts what is not mounted yet and ends what is gone; what was moved is neither. */
  function look() {
    for (const [host, { end }] of mounted) {
      if (host.isConnected) continue
      mounted.delete(host)
      end()
    }
    for (const host of placeholders()) if (!mounted.has(host) && isWhole(host)) start(host)
    const { address = '' } = shared() ?? {}
    if (address && document.querySelector(`iframe[src*="${PATHS.form}"]`)) greet(address)
  }

  async function greet(address: string) {
    const { greetFrames } = await loadFrom(address)('frame')
    greetFrames(originOf(address), pageAddress)
  }

  async function answer(event: MessageEvent<unknown>) {
    const { answerGreeting } = await loadFrom(shared()?.address ?? '')('frame')
    pageAddress = answerGreeting(event, [location.origin, ...(origins ?? '').split(/[\s,]+/)]) ?? pageAddress
  }

  async function start(host: HTMLElement) {
    const entry = { end() {} }
    mounted.set(host, entry)
    const source = sources.get(host) ?? shared() ?? sourceOf(undefined)
    const reading = readConfiguration(readerOf(host, source))
    const endpoint =
      reading.kind === 'faults' ? '' : reading.configuration.endpoint || originOf(source.address)
    const load = loadFrom(source.address || `${endpoint}${PATHS.script}`)
    if (reading.kind === 'faults') return refuse(host, reading.faults, load)
    if (!endpoint) return refuse(host, [{ attribute: 'endpoint', text: '' }], load)

    const { configuration, settings } = reading
    const tag =
      configuration.language || host.closest<HTMLElement>('[lang]:not([lang=""])')?.lang || navigator.language
    const language = await loadLanguage(tag, load)
    const framed = configuration.isolation === 'iframe' ? await load('frame') : undefined
    // Meanwhile the host may have gone, and come again.
    if (mounted.get(host) !== entry) return
    const query = `${new URLSearchParams(settings)}`
    if (framed) {
      const { title = language.labels.form, height = 400 } = configuration
      entry.end = framed.mountFrame(host, `${endpoint}${PATHS.form}?${query}`, title, height)
      return
    }
    entry.end = mount(host, {
      ...language,
      configuration,
      dir: configuration.dir ?? directionOf(tag),
      id: `signup-${++forms}`,
      endpoint,
      query,
      page: () => pageAddress,
      load,
    })
  }

  /** Never a blank page: the developer reads what to write, the visitor that there is no form. */
  async function refuse(host: HTMLElement, faults: ConfigurationFault[], load: Load) {
    host.setAttribute('data-state', 'unavailable')
    if (!host.textContent?.trim()) host.textContent = enLabels.closed
    const { explain } = await load('diagnosis').catch(() => ({ explain: String }))
    for (const fault of faults) log.error(`signup-widget: ${explain(fault)}`)
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

function originOf(address: string): string {
  return address && new URL(address).origin
}
