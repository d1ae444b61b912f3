import { html } from 'hono/html'
import type { Markup } from './document.ts'

/** A time in ISO 8601 as a person reads it: the day and the time of day, UTC. */
export function moment(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`
}
