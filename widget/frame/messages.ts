import {
  ACTION_STATUS,
  type FrameGreeting,
  type FrameHeight,
  type FrameMoment,
  type FrameState,
  type FrameVerdict,
} from '../../server/contract.ts'
import { EVENTS, type EventName, STATES } from '../page/form-events.ts'

/** The custom properties by which a page styles a form. */
export const LOOK = [
  'font',
  'color',
  'background',
  'accent',
  'accent-text',
  'border',
  'radius',
  'gap',
  'error',
  'success',
  'max-width',
  'scroll-margin',
].map((name) => `--signup-${name}`)

/** The pattern of a field's name on the wire, which typed text does not match. */
const PATH = /^[a-z_]{1,40}(\.[\da-z_-]{1,40})?$/

export function isGreeting(data: unknown): data is FrameGreeting {
  return (
    isMessage(data, 'greeting') &&
    typeof field(data, 'page') === 'string' &&
    isTexts(field(data, 'settings')) &&
    isTexts(field(data, 'look')) &&
    Object.values(Object(field(data, 'values') ?? {})).every(isTextList)
  )
}

export function isHeight(data: unknown): data is FrameHeight {
  return isMessage(data, 'height') && Number.isFinite(field(data, 'height'))
}

export function isState(data: unknown): data is FrameState {
  return isMessage(data, 'state') && isOneOf(STATES, field(data, 'state'))
}

export function isVerdict(data: unknown): data is FrameVerdict {
  return isMessage(data, 'verdict') && typeof field(data, 'go') === 'boolean'
}

export function isMoment(data: unknown): data is FrameMoment & { moment: EventName } {
  return (
    isMessage(data, 'moment') &&
    isOneOf(EVENTS, field(data, 'moment')) &&
    isOneOf(STATES, field(data, 'state'))
  )
}

/** The detail of an event, rebuilt from what it may contain, so that nothing else passes between the windows. */
export function detailOf(detail: unknown): FrameMoment['detail'] {
  const { action, code, fields }: { action?: unknown; code?: unknown; fields?: unknown } = Object(detail)
  return {
    ...(typeof action === 'string' && isOneOf(Object.keys(ACTION_STATUS), action) && { action }),
    ...(typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) && { code }),
    ...(isTextList(fields) && { fields: fields.filter((path) => PATH.test(path)) }),
  }
}

function isMessage(data: unknown, type: string): boolean {
  return field(data, 'type') === `signup-widget:${type}` && field(data, 'v') === 1
}

function field(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined
}

function isOneOf(values: readonly string[], value: unknown): boolean {
  return values.some((known) => known === value)
}

/** True for undefined too, because older pages do not send it. */
function isTexts(value: unknown): boolean {
  return Object.values(Object(value ?? {})).every((text) => typeof text === 'string')
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}
