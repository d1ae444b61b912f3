import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** A `time` element for an ISO 8601 time: the time of day in UTC, with the date unless it is today. */
export function timeTag(iso: string, now: number): Markup {
  const day = iso.slice(0, 10)
  const time = iso.slice(11, 19)
  const today = new Date(now).toISOString().startsWith(day)
  return html`<time datetime="${iso}">${today ? time : `${day} ${time}`}</time>`
}
