// Loaded inside the iframe: answers the page around it, and reports height, state and events to it.

import type { FrameGreeting, FrameHeight, FrameMoment, FrameState } from '../../server/contract.ts'
import { fillFields } from '../form/preserve-input.ts'
import { CANCELABLE, EVENTS } from '../page/form-events.ts'
import { keepLinks } from '../view/links.tsx'
import { readPrerendered } from '../view/prerendered.ts'
import { detailOf, isGreeting, isVerdict, LOOK } from './messages.ts'

/** If the page does not answer within this time, the form goes on. */
const VERDICT_TIMEOUT_MS = 1000
/** Attributes that the frame sets itself, or receives in another way. */
const OWN_ATTRIBUTES = /^data-(isolation|state|prefill)$/
const PROPERTIES = [...LOOK, 'color-scheme']

let isGreeted = false

/**
 * In the frame: answers a greeting with the height of this page and its events, now and at every change. Answers only the
 * page around it, and only from this origin or one of `origins`. Returns the address that the page around it gives.
 */
export function answerGreeting(event: MessageEvent<unknown>, origins: string): string | undefined {
  const { source, origin, data } = event
  const allowed = [location.origin, ...origins.split(/[\s,]+/)]
  const allow = (origin: string) => allowed.some((pattern) => matchesPattern(origin, pattern))
  if (source !== parent || !isGreeting(data) || !allow(origin)) return
  const host = document.querySelector<HTMLElement>('.signup-widget')
  if (host) applyGreeting(host, data, isGreeted, allow)
  if (!isGreeted) reportTo(origin, host)
  isGreeted = true
  return data.page
}

/** True if an origin is the pattern itself, or a subdomain of any depth for a pattern like `https://*.example.org`. */
export function matchesPattern(origin: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*')
  return after === undefined
    ? origin === pattern
    : origin.startsWith(before) && origin.endsWith(after) && origin.length > before.length + after.length
}

/** Applies the settings of the page around it. Changed attributes redraw the form, which keeps what was typed. */
function applyGreeting(
  host: HTMLElement,
  { settings, values = {}, look = {} }: FrameGreeting,
  isAgain: boolean,
  allow: (origin: string) => boolean,
) {
  for (const name of PROPERTIES) {
    const value = look[name]
    if (value) document.documentElement.style.setProperty(name, value)
  }
  // After a post the relay shows what the visitor typed.
  const isPosted = (readPrerendered(host)?.form.kind ?? 'editing') !== 'editing'
  if (!isAgain && !isPosted) fillFields(host, values)
  if (!settings || (!isAgain && isAddressOf(settings))) return
  const site = document.querySelector<HTMLMetaElement>('meta[name=signup-site]')?.content
  const wanted: { [name: string]: string } = { prefill: `${new URLSearchParams(pairs(values))}`, ...settings }
  for (const { name } of [...host.attributes]) {
    const isWanted = name.replace('data-', '') in wanted
    if (name.startsWith('data-') && !isWanted && !OWN_ATTRIBUTES.test(name)) host.removeAttribute(name)
  }
  for (const [name, text] of Object.entries(wanted)) {
    if (/^(isolation|state|endpoint)$/.test(name)) continue
    // As in an address, links lead to the owner's sites only.
    host.setAttribute(
      `data-${name}`,
      keepLinks(name, text, (origin) => origin === site || allow(origin)),
    )
  }
}

/** True if the address of this page has these settings: it may be older than what the page around it wants now. */
function isAddressOf(settings: { [name: string]: string }): boolean {
  const address = new URLSearchParams(location.search)
  const wanted = new URLSearchParams(settings)
  // After a post without script, the page's address has its own isolation.
  address.delete('isolation')
  address.sort()
  wanted.sort()
  return `${address}` === `${wanted}`
}

function reportTo(origin: string, host: HTMLElement | null) {
  const post = (message: FrameHeight | FrameState | FrameMoment) => parent.postMessage(message, origin)
  const state = () => host?.getAttribute('data-state') ?? ''

  const { documentElement } = document
  const reportHeight = () => {
    // In a closed details element, or in what is not displayed, each letter would have a line of its own.
    if (!innerWidth) return
    const { height } = documentElement.getBoundingClientRect()
    post({ type: 'signup-widget:height', v: 1, height: Math.ceil(height) })
  }
  // Also immediately, because browsers do not observe sizes in a frame that is out of sight.
  reportHeight()
  new ResizeObserver(reportHeight).observe(documentElement)
  if (!host) return

  const reportState = () => state() && post({ type: 'signup-widget:state', v: 1, state: state() })
  new MutationObserver(reportState).observe(host, { attributeFilter: ['data-state'] })
  const reportEvent = (moment: string, detail: unknown) =>
    post({ type: 'signup-widget:moment', v: 1, moment, state: state(), detail: detailOf(detail) })
  /** What to do on the page's verdict, by the event that waits for it. */
  const pending = new Map<string, (go: boolean) => void>()
  const allowedEvents = new Set<string>()
  for (const moment of EVENTS) {
    host.addEventListener(`signup-widget:${moment}`, (event) => {
      const { detail }: CustomEventInit = event
      if (allowedEvents.delete(moment)) return
      // The allowed submit found faults and was not sent.
      if (moment === 'invalid') allowedEvents.clear()
      if (CANCELABLE.includes(moment)) ask(event, moment, detail)
      else reportEvent(moment, detail)
    })
  }
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source === parent && from === origin && isVerdict(data)) pending.get(data.moment)?.(data.go)
  })
  if (state()) reportEvent('ready', {})

  /** Holds back what the page may cancel, and continues when the page allows it. */
  function ask(event: Event, moment: string, detail: { url?: string }) {
    event.preventDefault()
    if (pending.has(moment)) return
    const answer = (go: boolean) => {
      clearTimeout(timer)
      pending.delete(moment)
      if (!go) return
      if (moment === 'redirect') return location.assign(detail.url ?? '')
      allowedEvents.add(moment)
      const form = host?.querySelector('form')
      if (form) submitAgain(form)
    }
    const timer = setTimeout(answer, VERDICT_TIMEOUT_MS, true)
    pending.set(moment, answer)
    reportEvent(moment, detail)
  }
}

/** Old browsers have no requestSubmit. Where no form listens, it is posted as it would be without script. */
function submitAgain(form: HTMLFormElement) {
  if (typeof form.requestSubmit === 'function') form.requestSubmit()
  else if (form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))) form.submit()
}

function pairs(values: { [path: string]: string[] }): string[][] {
  return Object.entries(values).flatMap(([path, texts]) => texts.map((text) => [path, text]))
}
