import type { Random } from './account/identifiers.ts'
import type { Client } from './oauth/token-endpoint.ts'

/** Of what a stand-in is made; everything but client and origin has a default. */
export type SandboxOptions = {
  /** Milliseconds since 1970. */
  now?: () => number
  /** Resolves after so many milliseconds: by a timer, unless a test has a clock of its own. */
  sleep?: (ms: number) => Promise<unknown>
  random?: Random
  client: Client
  /** Longest address that `sign_up_form` takes; 50 as documented. */
  emailLimit?: number
  confirmedOptIn?: boolean
  refreshTokens?: 'rotating' | 'long-lived'
  /** Calls to the API in any one second, 4; and from 00:00 to 24:00 UTC, 10,000. */
  perSecond?: number
  perDay?: number
  /** Calls to the token endpoint in any one second, 1. */
  tokenPerSecond?: number
  /** How long a change to a contact takes: exactly so long, or a random time between two; 0 to 20 ms. */
  processingMs?: number | [least: number, most: number]
  /** Where the stand-in is reached, without a path; asked for only when a link is written. */
  origin: () => string
}
