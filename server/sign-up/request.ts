import type { Trust } from './trust.ts'

/** What the relay knows about a sign-up besides its content, on its way from the route to the outbox. */
export type SignUpRequest = {
  /** Joins the lines of the log, and is sent along with the calls to Constant Contact. */
  requestId: string
  /** What the visitor reads, a BCP 47 tag; a language named by the sign-up itself wins. */
  language: string
  /** The network it came from; undefined unless the owner wants it kept with the consent. */
  network?: string | undefined
  /** True where the contact must confirm the sign-up before anything is sent, whatever `EXISTING_CONTACTS` says. */
  hold: boolean
  trust: Trust
  /** How long the visitor waits for the outcome, in milliseconds; 0 for not at all. */
  patienceMs: number
}
