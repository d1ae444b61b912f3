import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** A time in ISO 8601 as a person reads it: the time of day in UTC, after the day unless that is today. */
export function moment(iso: string, now: number): Markup {
  const day = iso.slice(0, 10)
  const time = iso.slice(11, 19)
  const today = new Date(now).toISOString().startsWith(day)
  return html`<time datetime="${iso}">${today ? time : `${day} ${time}`}</time>`
}
