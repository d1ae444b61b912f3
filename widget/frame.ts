import { type FrameGreeting, type FrameHeight, PATHS } from '../server/contract.ts'

/** CSS pixels: what a height must lie between to be believed. */
const BOUNDS = { least: 50, most: 10_000 }

const greeted = new WeakSet<HTMLIFrameElement>()

/** On the host page: speaks to every frame of the relay's form, now and whenever it loads, and gives it its height. */
export function greetFrames(relay: string, page: string): void {
  for (const frame of document.querySelectorAll('iframe')) {
    if (greeted.has(frame) || !isForm(frame, relay)) continue
    greeted.add(frame)
    const greet = () => {
      const greeting: FrameGreeting = { type: 'signup-widget:greeting', v: 1, page }
      frame.contentWindow?.postMessage(greeting, relay)
    }
    frame.addEventListener('load', greet)
    addEventListener('message', ({ source, origin, data }) => {
      if (origin === relay && source === frame.contentWindow && isHeight(data)) resize(frame, data.height)
    })
    // It may have loaded before us; a greeting to a frame that has not would only be a warning in the console.
    if (performance.getEntriesByName(frame.src).length) greet()
  }
}

/** Puts the relay's form into a host as a frame; the answer takes it out again. */
export function mountFrame(host: HTMLElement, address: string, title: string, height: number): () => void {
  const frame = document.createElement('iframe')
  frame.src = address
  frame.title = title
  Object.assign(frame.style, { width: '100%', border: '0', height: `${height}px` })
  host.replaceChildren(frame)
  return () => frame.remove()
}

/**
 * In the frame: answers a greeting by the height of the page, now and at every change. Answers the page around it
 * only, if one of `allowed` fits its origin; returns the address that page says it has.
 */
export function answerGreeting(event: MessageEvent<unknown>, allowed: string[]): string | undefined {
  const { source, origin, data } = event
  if (source !== parent || !isGreeting(data) || !allowed.some((pattern) => fits(origin, pattern))) return
  const { documentElement } = document
  const report = () => {
    const { height } = documentElement.getBoundingClientRect()
    const message: FrameHeight = { type: 'signup-widget:height', v: 1, height: Math.ceil(height) }
    parent.postMessage(message, origin)
  }
  // At once too: browsers observe nothing in a frame that is out of sight.
  report()
  new ResizeObserver(report).observe(documentElement)
  return data.page
}

/** True if an origin is the pattern's, or a subdomain of any depth of one like `https://*.example.org`. */
export function fits(origin: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*')
  return after === undefined
    ? origin === pattern
    : origin.startsWith(before) && origin.endsWith(after) && origin.length > before.length + after.length
}

function isForm({ src }: HTMLIFrameElement, relay: string): boolean {
  const form = relay + PATHS.form
  return src === form || src.startsWith(`${form}?`)
}

function resize(frame: HTMLIFrameElement, height: number) {
  const borders = frame.offsetHeight - frame.clientHeight
  frame.style.height = `${Math.min(Math.max(Math.ceil(height), BOUNDS.least), BOUNDS.most) + borders}px`
}

function isGreeting(data: unknown): data is FrameGreeting {
  return isMessage(data, 'signup-widget:greeting') && typeof Reflect.get(data, 'page') === 'string'
}

function isHeight(data: unknown): data is FrameHeight {
  return isMessage(data, 'signup-widget:height') && Number.isFinite(Reflect.get(data, 'height'))
}

function isMessage(data: unknown, type: string): data is object {
  return (
    typeof data === 'object' &&
    data !== null &&
    Reflect.get(data, 'type') === type &&
    Reflect.get(data, 'v') === 1
  )
}
