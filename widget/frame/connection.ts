import type { FrameGreeting, FrameMoment, FrameVerdict } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { callGlobal } from '../page/call-global.ts'
import { pushToDataLayer } from '../page/data-layer.ts'
import { CANCELABLE, EVENTS, emit } from '../page/form-events.ts'
import { detailOf, isHeight, isMoment, isState, LOOK } from './messages.ts'

/** CSS pixels: a height outside these bounds is not believed. */
const HEIGHT = { min: 50, max: 10_000 }

/** The host page's end of the messages between it and one frame. */
export type Connection = {
  /** Sends the frame what it must know, and can be repeated when that has changed. */
  greet: () => void
  /** Shows the state of the form in the frame, where it is known. */
  showState: () => void
  end: () => void
}

const connected = new WeakSet<HTMLIFrameElement>()

export function isConnected(frame: HTMLIFrameElement): boolean {
  return connected.has(frame)
}

/** Connects to a frame. `target` emits on the page what happens in the frame; the configuration says what else to do. */
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
  let shown = ''
  const post = (message: FrameGreeting | FrameVerdict) => frame.contentWindow?.postMessage(message, relay)
  const greet = () => post({ type: 'signup-widget:greeting', v: 1, look: lookOf(target), ...greeting() })
  frame.addEventListener('load', greet, { signal })
  addEventListener('message', onMessage, { signal })
  for (const name of EVENTS) {
    const call = (event: Event) => {
      const callback = configuration()?.callbacks.find((callback) => callback.event === name)
      if (callback?.name) callGlobal(callback.name, event)
    }
    target.addEventListener(`signup-widget:${name}`, call, { signal })
  }
  return { greet, showState, end: () => ending.abort() }

  function showState(state = shown) {
    shown = state
    if (state && target.getAttribute('data-state') !== state) target.setAttribute('data-state', state)
  }

  function onMessage({ source, origin, data }: MessageEvent<unknown>) {
    if (origin !== relay || source !== frame.contentWindow) return
    if (isHeight(data)) resize(frame, data.height)
    else if (isState(data)) showState(data.state)
    else if (isMoment(data)) onEvent(data)
  }

  function onEvent({ moment, state, detail }: FrameMoment) {
    showState(state)
    // After a post without script the frame shows another page, but for the host it is still the same form.
    if (moment === 'ready' && isReady) return
    isReady ||= moment === 'ready'
    const { redirectUrl, datalayer } = configuration() ?? {}
    const safeDetail = detailOf(detail)
    const go = emit(target, moment, safeDetail)
    if (moment === 'success' && datalayer) pushToDataLayer(safeDetail.action)
    if (CANCELABLE.includes(moment)) post({ type: 'signup-widget:verdict', v: 1, moment, go })
    // A frame that this page has created does not know the redirect's address.
    if (moment === 'success' && redirectUrl && emit(target, 'redirect', { url: redirectUrl })) {
      location.assign(redirectUrl)
    }
  }
}

/** The page's colour scheme, fonts and the properties that it sets for us, as a form in the page would inherit them. */
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
  frame.style.height = `${Math.min(Math.max(Math.ceil(height), HEIGHT.min), HEIGHT.max) + borders}px`
}
