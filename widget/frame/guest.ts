import type { FrameGreeting, FrameHeight, FrameMoment, FrameState } from '../../server/contract.ts'
import { fillFields } from '../form/preserve-input.ts'
import { findPrerendered, readPrerendered } from '../view/prerendered.ts'
import { CANCELABLE, detailOf, EVENTS, isGreeting, isVerdict, LOOK } from './messages.ts'

/** A page that does not answer by then has nothing against it. */
const PATIENCE_MS = 1000
/** What is the frame's own, or comes in another way. */
const KEPT_SETTINGS = /^data-(isolation|state|prefill)$/
const PROPERTIES = [...LOOK, 'color-scheme']

let isGreeted = false

/**
 * In the frame: answers a greeting by the height of the page and what happens in it, now and at every change. Answers
 * the page around it only, if one of `allowed` fits its origin; returns the address that page says it has.
 */
export function answerGreeting(event: MessageEvent<unknown>, allowed: string[]): string | undefined {
  const { source, origin, data } = event
  if (source !== parent || !isGreeting(data) || !allowed.some((pattern) => fits(origin, pattern))) return
  const host = document.querySelector<HTMLElement>('.signup-widget')
  if (host) obey(host, data, isGreeted)
  if (!isGreeted) tellFrom(origin, host)
  isGreeted = true
  return data.page
}

/** True if an origin is the pattern's, or a subdomain of any depth of one like `https://*.example.org`. */
export function fits(origin: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*')
  return after === undefined
    ? origin === pattern
    : origin.startsWith(before) && origin.endsWith(after) && origin.length > before.length + after.length
}

/** Makes the form as the page around it wants it. Attributes that change draw it anew, with what was typed. */
function obey(host: HTMLElement, { settings, values = {}, look = {} }: FrameGreeting, isAgain: boolean) {
  for (const name of PROPERTIES) {
    const value = look[name]
    if (value) document.documentElement.style.setProperty(name, value)
  }
  // What the relay has shown again after a post is the visitor's.
  if (!isAgain && readPrerendered(findPrerendered(host)).form.kind === 'editing') fillFields(host, values)
  if (!settings || (!isAgain && isAddressOf(settings))) return
  const wanted: { [name: string]: string } = { prefill: `${new URLSearchParams(pairs(values))}`, ...settings }
  for (const { name } of [...host.attributes]) {
    const isSaid = name.replace('data-', '') in wanted
    if (name.startsWith('data-') && !isSaid && !KEPT_SETTINGS.test(name)) host.removeAttribute(name)
  }
  for (const [name, text] of Object.entries(wanted)) {
    if (!/^(isolation|state|endpoint)$/.test(name)) host.setAttribute(`data-${name}`, text)
  }
}

/** True if the address of this page says the same: it may be older than what the page around it wants by now. */
function isAddressOf(settings: { [name: string]: string }): boolean {
  const address = new URLSearchParams(location.search)
  const wanted = new URLSearchParams(settings)
  // A form that was posted says its own.
  address.delete('isolation')
  address.sort()
  wanted.sort()
  return `${address}` === `${wanted}`
}

function tellFrom(origin: string, host: HTMLElement | null) {
  const say = (message: FrameHeight | FrameState | FrameMoment) => parent.postMessage(message, origin)
  const state = () => host?.getAttribute('data-state') ?? ''

  const { documentElement } = document
  const report = () => {
    const { height } = documentElement.getBoundingClientRect()
    say({ type: 'signup-widget:height', v: 1, height: Math.ceil(height) })
  }
  // At once too: browsers observe nothing in a frame that is out of sight.
  report()
  new ResizeObserver(report).observe(documentElement)
  if (!host) return

  const tellState = () => state() && say({ type: 'signup-widget:state', v: 1, state: state() })
  new MutationObserver(tellState).observe(host, { attributeFilter: ['data-state'] })
  const tell = (moment: string, detail: unknown) =>
    say({ type: 'signup-widget:moment', v: 1, moment, state: state(), detail: detailOf(detail) })
  /** Questions by the moment they are about; an answer says what to do then. */
  const asked = new Map<string, (go: boolean) => void>()
  const granted = new Set<string>()
  for (const moment of EVENTS) {
    host.addEventListener(`signup-widget:${moment}`, (event) => {
      const { detail }: CustomEventInit = event
      if (granted.delete(moment)) return
      // What was granted was not sent after all.
      if (moment === 'invalid') granted.clear()
      if (CANCELABLE.includes(moment)) ask(event, moment, detail)
      else tell(moment, detail)
    })
  }
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source === parent && from === origin && isVerdict(data)) asked.get(data.moment)?.(data.go)
  })
  if (state()) tell('ready', {})

  /** Stops here what the page may cancel, and goes on once it has not. */
  function ask(event: Event, moment: string, detail: { url?: string }) {
    event.preventDefault()
    if (asked.has(moment)) return
    const answer = (go: boolean) => {
      clearTimeout(patience)
      asked.delete(moment)
      if (!go) return
      if (moment === 'redirect') return location.assign(detail.url ?? '')
      granted.add(moment)
      host?.querySelector('form')?.requestSubmit()
    }
    const patience = setTimeout(answer, PATIENCE_MS, true)
    asked.set(moment, answer)
    tell(moment, detail)
  }
}

function pairs(values: { [path: string]: string[] }): string[][] {
  return Object.entries(values).flatMap(([path, texts]) => texts.map((text) => [path, text]))
}
