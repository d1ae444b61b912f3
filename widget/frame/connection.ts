import type { FrameGreeting, FrameMoment, FrameVerdict } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { callGlobal } from '../page/call-global.ts'
import { pushToDataLayer } from '../page/data-layer.ts'
import { CANCELABLE, detailOf, EVENTS, isHeight, isMoment, isState, LOOK } from './messages.ts'

/** CSS pixels: what a height must lie between to be believed. */
const BOUNDS = { least: 50, most: 10_000 }

export type Connection = {
  /** Says to the frame what it is to know, again where that has changed. */
  greet: () => void
  end: () => void
}

const connected = new WeakSet<HTMLIFrameElement>()

export function isConnected(frame: HTMLIFrameElement): boolean {
  return connected.has(frame)
}

/** Speaks with one frame. `target` says on the page what happens in it; the configuration says what else to do. */
export function connect(
  frame: HTMLIFrameElement,
  target: HTMLElement,
  relay: string,
  greeting: () => Pick<FrameGreeting, 'page' | 'settings' | 'values'>,
  configuration: () => Configuration | undefined = () => undefined,
): Connection {
  connected.add(frame)
  const ending = new AbortController()
  const { signal } = ending
  let isReady = false
  const say = (message: FrameGreeting | FrameVerdict) => frame.contentWindow?.postMessage(message, relay)
  const greet = () => say({ type: 'signup-widget:greeting', v: 1, look: lookOf(target), ...greeting() })
  frame.addEventListener('load', greet, { signal })
  addEventListener('message', hear, { signal })
  for (const moment of EVENTS) {
    const call = (event: Event) => {
      const callback = configuration()?.callbacks.find((callback) => callback.moment === moment)
      if (callback?.name) callGlobal(callback.name, event)
    }
    target.addEventListener(`signup-widget:${moment}`, call, { signal })
  }
  return { greet, end: () => ending.abort() }

  function hear({ source, origin, data }: MessageEvent<unknown>) {
    if (origin !== relay || source !== frame.contentWindow) return
    if (isHeight(data)) resize(frame, data.height)
    else if (isState(data)) target.setAttribute('data-state', data.state)
    else if (isMoment(data)) happen(data)
  }

  function happen({ moment, state, detail }: FrameMoment) {
    // After a form was posted without script the frame holds another page; the host's form is still the same.
    if (moment === 'ready' && isReady) return
    isReady ||= moment === 'ready'
    target.setAttribute('data-state', state)
    const { redirectUrl, datalayer } = configuration() ?? {}
    const told = detailOf(detail)
    const isWanted = tell(moment, told)
    if (moment === 'success' && datalayer) pushToDataLayer(told.action)
    if (CANCELABLE.includes(moment)) say({ type: 'signup-widget:verdict', v: 1, moment, go: isWanted })
    // A frame that this page has made knows of no other page to go on to.
    if (moment === 'success' && redirectUrl && tell('redirect', { url: redirectUrl })) {
      location.assign(redirectUrl)
    }
  }

  /** Tells the page; false: the page wants the form to stop here. */
  function tell(moment: string, detail: object): boolean {
    return target.dispatchEvent(
      new CustomEvent(`signup-widget:${moment}`, {
        bubbles: true,
        composed: true,
        cancelable: CANCELABLE.includes(moment),
        detail: { v: 1, ...detail },
      }),
    )
  }
}

/** The page's own colour scheme, fonts and the properties it sets for us, as a form of its own would inherit them. */
function lookOf(element: HTMLElement): { [property: string]: string } {
  const style = getComputedStyle(element)
  const look = Object.fromEntries(LOOK.map((name) => [name, style.getPropertyValue(name).trim()]))
  const scheme = style.colorScheme
  return {
    ...look,
    '--signup-font': look['--signup-font'] || style.fontFamily,
    'color-scheme': !scheme || scheme === 'normal' ? 'light' : scheme,
  }
}

function resize(frame: HTMLIFrameElement, height: number) {
  const borders = frame.offsetHeight - frame.clientHeight
  frame.style.height = `${Math.min(Math.max(Math.ceil(height), BOUNDS.least), BOUNDS.most) + borders}px`
}
