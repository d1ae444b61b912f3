import { PATHS } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { type Connection, connect, isConnected } from './connection.ts'

/** CSS pixels, until the frame says its own. */
const HEIGHT = 400
/** What the page around a frame does itself, and what says how the form gets there. */
const OWN_SETTINGS = /^(isolation|debug|datalayer|prefill-from|redirect-url|on-.*)$/

export type FrameParts = {
  configuration: Configuration
  /** The texts that the configuration was read from, by name, with the language of the page. */
  settings: { [name: string]: string }
  /** What the fields hold at first: it goes into the frame by message, never by address. */
  values: { [path: string]: string[] }
  /** The relay's address. */
  endpoint: string
  title: string
  /** The address of the page, without query and fragment. */
  page: () => string
}

type Standing = {
  frame: HTMLIFrameElement
  connection: Connection
  endpoint: string
  parts: FrameParts
  hasLoaded: boolean
}

/** Frames that were just taken out of their hosts, and that go if nobody puts them in again at once, with their step. */
const leaving = new Map<HTMLElement, { standing: Standing; state: string | null }>()

/** On the host page: speaks to every frame of the relay's form, now and whenever it loads, and gives it its height. */
export function greetFrames(relay: string, page: string): void {
  for (const frame of document.querySelectorAll('iframe')) {
    if (isConnected(frame) || !isForm(frame, relay)) continue
    const { greet } = connect(frame, frame, relay, () => ({ page }))
    // It may have loaded before us; a greeting to a frame that has not would only be a warning in the console.
    if (performance.getEntriesByName(frame.src).length) greet()
  }
}

/**
 * Puts the relay's form into a host as a frame, and has the host say and do what a form of its own would; the answer
 * takes it out. A frame that was there a moment ago stays, with what was typed in it, and hears what changed.
 */
export function mountFrame(host: HTMLElement, { values, ...rest }: FrameParts): () => void {
  // The sentence in the frame may be another one than that beside which the box was ticked.
  const { 'consent.given': _, ...safeValues } = values
  const parts = { ...rest, values: safeValues }
  const { settings, endpoint, title, configuration } = parts
  const { standing: before, state } = leaving.get(host) ?? {}
  leaving.delete(host)
  // Who has refused attributes ends the frame once more before it comes back.
  if (before?.endpoint === endpoint && before.frame.parentNode === host) {
    if (state) host.setAttribute('data-state', state)
    Object.assign(before.parts, parts)
    before.frame.title = title
    // One that is on its way is greeted when it comes, and before that would only be a warning in the console.
    if (before.hasLoaded) before.connection.greet()
    return () => leave(host, before)
  }
  if (before) end(before)
  const frame = document.createElement('iframe')
  frame.src = `${endpoint}${PATHS.form}?${new URLSearchParams(toFrame(settings))}`
  frame.title = title
  Object.assign(frame.style, { width: '100%', border: '0', height: `${configuration.height ?? HEIGHT}px` })
  const current = { ...parts }
  const greeting = () => ({
    page: current.page(),
    settings: toFrame(current.settings),
    values: current.values,
  })
  const connection = connect(frame, host, new URL(endpoint).origin, greeting, () => current.configuration)
  host.replaceChildren(frame)
  const standing = { frame, connection, endpoint, parts: current, hasLoaded: false }
  frame.addEventListener('load', () => {
    standing.hasLoaded = true
  })
  return () => leave(host, standing)
}

function leave(host: HTMLElement, standing: Standing) {
  const left = { standing, state: host.getAttribute('data-state') }
  leaving.set(host, left)
  // At once: a moment later it may be another form's.
  host.removeAttribute('data-state')
  queueMicrotask(() => {
    if (leaving.get(host) !== left) return
    leaving.delete(host)
    end(standing)
  })
}

function end({ frame, connection }: Standing) {
  connection.end()
  frame.remove()
}

/** What a form in a frame is made of. It has a field for what the page captures, and the page says what is in it. */
function toFrame(settings: { [name: string]: string }): { [name: string]: string } {
  const told = Object.entries(settings).filter(([name]) => !OWN_SETTINGS.test(name))
  return Object.fromEntries(told.map(([name, text]) => [name, name === 'capture' ? fieldsAlone(text) : text]))
}

/** The frame's own address has settings for parameters: one without a name of its own is called as its field. */
function fieldsAlone(links: string): string {
  return links.replace(/=[^\s,]*/g, '')
}

function isForm({ src }: HTMLIFrameElement, relay: string): boolean {
  const form = relay + PATHS.form
  return src === form || src.startsWith(`${form}?`)
}
