import type { SignUp } from '../contract.ts'
import type { Trust } from '../sign-up/trust.ts'
import type { ApiKeyCheck } from './api-keys.ts'
import type { NetworkRate, SignUpRate } from './rate/rates.ts'

/** `PROOF_OF_WORK`. */
export type ProofOfWork = 'auto' | 'always' | 'off'

/** Why proof is asked for; for the log, and no person's data. */
const REASONS = [
  'setting',
  'network_busy',
  'address_rate',
  'hour_rate',
  'day_short',
  'trap_and_quick',
] as const
export type SuspicionReason = (typeof REASONS)[number]

/** Those that lie in the sign-up itself; the others hold for everybody who comes at that time. */
const ITS_OWN: readonly SuspicionReason[] = ['network_busy', 'address_rate', 'trap_and_quick']

export type Suspicion = { kind: 'pass'; trust: Trust } | { kind: 'ask for proof'; reasons: SuspicionReason[] }

/** What is known of a sign-up that is valid and has not been recorded. */
export type Signs = {
  apiKey: ApiKeyCheck
  /** Undefined where the client's network is not known. */
  network: NetworkRate | undefined
  rate: SignUpRate
  /** The last calls of the day are kept for the proven: so that an ordinary visitor is among them, all are asked. */
  isDayShort: boolean
  signals: SignUp['signals']
}

/** Nobody reads a form and types an address in less; a browser that fills it in by itself may. */
const QUICK_MS = 2000

/** Both together, since each alone is what autofill and password managers do for honest people. */
function isTrappedAndQuick(signals: SignUp['signals']): boolean {
  const trapped = signals?.trap !== undefined && signals.trap !== ''
  return trapped && signals.elapsed_ms !== undefined && signals.elapsed_ms < QUICK_MS
}

/**
 * Whether a sign-up must show proof of work before it is recorded. Nothing here ever refuses one: the widget answers
 * without the visitor noticing. An ordinary visitor, autofill or not, gives no reason; a server with a key is asked
 * for nothing.
 */
export function suspicionOf(signs: Signs, proofOfWork: ProofOfWork): Suspicion {
  if (signs.apiKey === 'valid') return { kind: 'pass', trust: 'proven' }
  const found: Record<SuspicionReason, boolean> = {
    setting: proofOfWork === 'always',
    network_busy: signs.network !== undefined && (signs.network.kind === 'over' || signs.network.busy),
    address_rate: signs.rate.address === 'over',
    hour_rate: signs.rate.hour === 'over',
    day_short: signs.isDayShort,
    trap_and_quick: isTrappedAndQuick(signs.signals),
  }
  const reasons = REASONS.filter((reason) => found[reason])
  if (reasons.length > 0 && proofOfWork !== 'off') return { kind: 'ask for proof', reasons }
  const isDoubtful = reasons.some((reason) => ITS_OWN.includes(reason))
  return { kind: 'pass', trust: isDoubtful ? 'doubtful' : 'ordinary' }
}
