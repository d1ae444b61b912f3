import type { Random } from './account/identifiers.ts'
import type { Client } from './oauth/token-endpoint.ts'

/** The settings of a new sandbox; everything but `client` and `origin` has a default. */
export type SandboxOptions = {
  /** The current time in milliseconds since 1970. */
  now?: () => number
  /** Resolves after so many milliseconds: by a timer, unless a test has a clock of its own. */
  sleep?: (ms: number) => Promise<unknown>
  random?: Random
  client: Client
  /** Longest email address `sign_up_form` accepts; default 50, as documented. */
  emailLimit?: number
  confirmedOptIn?: boolean
  refreshTokens?: 'rotating' | 'long-lived'
  /** API calls in any one second; default 4. */
  perSecond?: number
  /** API calls from 00:00 to 24:00 UTC; default 10,000. */
  perDay?: number
  /** Calls to the token endpoint in any one second; default 1. */
  tokenPerSecond?: number
  /** How long a change to a contact takes, in ms: a fixed time or a random one in a range; default 0 to 20. */
  processingMs?: number | [min: number, max: number]
  /** The sandbox's own origin. A function, because the port may be known only once it listens. */
  origin: () => string
}
