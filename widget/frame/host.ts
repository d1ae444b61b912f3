// Loaded by a page with a form in an iframe: mounts the frame, and connects the page to it.

import { PATHS } from '../../server/contract.ts'
import { pageWithCampaign } from '../configuration/campaign.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { toJson } from '../json.ts'
import type { Mounted } from '../view/shadow-root.ts'
import { type Connection, connect, isConnected } from './connection.ts'

/** In CSS pixels, until the frame reports its own height. */
const HEIGHT = 400
/** Node reads 16 kB of a request's head, and other servers 8. */
const LONGEST_QUERY = 6000
/** Settings that the page around a frame applies itself, and those about how the form gets there. */
const OWN_SETTINGS = /^(isolation|debug|datalayer|prefill-from|redirect-url|on-.*)$/

type FrameParts = {
  configuration: Configuration
  /** The texts that the configuration was read from, by name, with the language of the page. */
  settings: { [name: string]: string }
  /** Initial values of the fields, sent to the frame by message, never in its address. */
  values: { [path: string]: string[] }
  /** The relay's address. */
  endpoint: string
  title: string
  /** The address of the page, without query and fragment. */
  pageUrl: () => string
}

type MountedFrame = {
  frame: HTMLIFrameElement
  connection: Connection
  endpoint: string
  parts: FrameParts
  hasLoaded: boolean
}

/** Frames that were just unmounted, with their states. Each is removed unless its host mounts it again at once. */
const leaving = new Map<HTMLElement, { mounted: MountedFrame; state: string | null }>()

/** On the host page: connects to every frame of the relay's form, now and whenever it loads, and sets its height. */
export function greetFrames(relay: string | undefined, page: string): void {
  if (!relay) return
  const { origin } = new URL(relay)
  for (const frame of document.querySelectorAll('iframe')) {
    if (isConnected(frame) || !isForm(frame, relay)) continue
    const { greet } = connect(frame, frame, origin, () => ({ page }))
    // It may have loaded before us. Greeting a frame that has not loaded only puts a warning in the console.
    if (performance.getEntriesByName(frame.src).length) greet()
  }
}

/**
 * Puts the relay's form into a host as a frame; the host emits events and acts as it would for a form in the page. A frame
 * that was there a moment ago stays, with what was typed, and is sent the changes.
 */
export function mountFrame(host: HTMLElement, { values, ...given }: FrameParts): Mounted {
  const rest = { ...given, settings: withWords(given) }
  // The frame may show another consent sentence than the one that was ticked.
  const { 'consent.given': _, ...safeValues } = values
  const parts = { ...rest, values: safeValues }
  const { settings, endpoint, title, configuration } = parts
  const { mounted: before, state } = leaving.get(host) ?? {}
  leaving.delete(host)
  // Wrong attributes may have unmounted the frame again before it is mounted again.
  if (before?.endpoint === endpoint && before.frame.parentNode === host) {
    if (state) host.setAttribute('data-state', state)
    Object.assign(before.parts, parts)
    before.frame.title = title
    // A frame that is still loading is greeted on its load event; earlier, the console would only show a warning.
    if (before.hasLoaded) before.connection.greet()
    return mountedIn(host, before)
  }
  if (before) end(before)
  const frame = document.createElement('iframe')
  frame.src = `${endpoint}${PATHS.form}?${queryFor(settings)}`
  frame.title = title
  Object.assign(frame.style, { width: '100%', border: '0', height: `${configuration.height ?? HEIGHT}px` })
  const current = { ...parts }
  const greeting = () => ({
    page: pageWithCampaign(current.pageUrl(), current.configuration, current.values),
    settings: settingsForFrame(current.settings),
    values: current.values,
  })
  const connection = connect(frame, host, new URL(endpoint).origin, greeting, () => current.configuration)
  host.replaceChildren(frame)
  const mounted = { frame, connection, endpoint, parts: current, hasLoaded: false }
  frame.addEventListener('load', () => {
    mounted.hasLoaded = true
  })
  return mountedIn(host, mounted)
}

/**
 * Keeps the frame when Turbo morphs the page: removing it would lose what was typed. The host still gets the attributes of
 * the new page.
 */
function keepFrame(event: Event): void {
  const { target: host, detail }: { target: EventTarget | null; detail?: { newElement?: unknown } } = event
  const wanted = detail?.newElement
  if (!(host instanceof Element) || host !== event.currentTarget || !(wanted instanceof Element)) return
  event.preventDefault()
  for (const name of host.getAttributeNames()) {
    const isSetting = name.startsWith('data-') && name !== 'data-state'
    if (isSetting && !wanted.hasAttribute(name)) host.removeAttribute(name)
  }
  for (const name of wanted.getAttributeNames()) {
    const text = wanted.getAttribute(name) ?? ''
    if (host.getAttribute(name) !== text) host.setAttribute(name, text)
  }
}

function mountedIn(host: HTMLElement, mounted: MountedFrame): Mounted {
  const { frame, connection } = mounted
  host.addEventListener('turbo:before-morph-element', keepFrame)
  return {
    unmount: () => unmountUnlessReturned(host, mounted),
    putBack() {
      if (frame.parentNode !== host) host.replaceChildren(frame)
      connection.showState()
    },
  }
}

function unmountUnlessReturned(host: HTMLElement, mounted: MountedFrame) {
  const left = { mounted, state: host.getAttribute('data-state') }
  leaving.set(host, left)
  // Immediately, because a moment later the attribute may be another form's.
  host.removeAttribute('data-state')
  queueMicrotask(() => {
    if (leaving.get(host) !== left) return
    leaving.delete(host)
    host.removeEventListener('turbo:before-morph-element', keepFrame)
    end(mounted)
  })
}

function end({ frame, connection }: MountedFrame) {
  connection.end()
  frame.remove()
}

/** The settings for the form in the frame. It has a field for what the page captures, and the page sends the value. */
function settingsForFrame(settings: { [name: string]: string }): { [name: string]: string } {
  const sent = Object.entries(settings).filter(([name]) => !OWN_SETTINGS.test(name))
  return Object.fromEntries(
    sent.map(([name, text]) => [name, name === 'capture' ? fieldsOfCapture(text) : text]),
  )
}

/** The settings with the site's own words, which an address may be too short for. */
function withWords({ settings, configuration: { words } }: Pick<FrameParts, 'settings' | 'configuration'>) {
  return words === undefined
    ? settings
    : { ...settings, messages: typeof words === 'string' ? words : toJson(words) }
}

/** Without words that would make the address longer than servers read; the frame is sent them once it has loaded. */
function queryFor(settings: { [name: string]: string }): URLSearchParams {
  const query = new URLSearchParams(settingsForFrame(settings))
  if (`${query}`.length > LONGEST_QUERY) query.delete('messages')
  return query
}

/** Leaves out the parameters' names, because the query of the frame's own address holds settings. */
function fieldsOfCapture(links: string): string {
  return links.replace(/=[^\s,]*/g, '')
}

function isForm({ src }: HTMLIFrameElement, relay: string): boolean {
  const form = relay + PATHS.form
  return src === form || src.startsWith(`${form}?`)
}
