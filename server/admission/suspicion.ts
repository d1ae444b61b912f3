import type { SignUp } from '../contract.ts'
import type { Trust } from '../sign-up/trust.ts'
import type { SignUpRate } from './rate/rates.ts'

/** `PROOF_OF_WORK`. */
export type ProofOfWork = 'auto' | 'always' | 'off'

/** Why a sign-up must carry a proof. Logged, so it names nobody. */
const REASONS = [
  'setting',
  'network_busy',
  'address_rate',
  'hour_rate',
  'day_short',
  'trap_and_quick',
] as const
export type SuspicionReason = (typeof REASONS)[number]

/** Reasons that lie in the sign-up itself; the others hold for everybody at that time. */
const OWN_REASONS: readonly SuspicionReason[] = ['network_busy', 'address_rate', 'trap_and_quick']

type Suspicion = { kind: 'pass'; trust: Trust } | { kind: 'ask for proof'; reasons: SuspicionReason[] }

/** What is known about a valid sign-up before it is recorded. */
export type Signs = {
  hasApiKey: boolean
  /** True when the sender's network comes near its limit. */
  isNetworkBusy: boolean
  rate: SignUpRate
  /** The last calls of the day are reserved for proven sign-ups. Everybody must prove then, so that ordinary visitors can. */
  isDayShort: boolean
  signals: SignUp['signals']
}

/** Nobody reads a form and types an address in less time. Autofill may. */
const QUICK_MS = 2000

/** Both together, since autofill and password managers do either for honest people. */
function isHoneypotFilledQuickly(signals: SignUp['signals']): boolean {
  const isFilled = signals?.trap !== undefined && signals.trap !== ''
  return isFilled && signals.elapsed_ms !== undefined && signals.elapsed_ms < QUICK_MS
}

/**
 * Decides whether a sign-up must carry a proof before it is recorded. This never refuses anybody: the widget solves a
 * challenge in the background. An ordinary visitor gives no reason, with autofill or without.
 */
export function suspicionOf(signs: Signs, proofOfWork: ProofOfWork): Suspicion {
  if (signs.hasApiKey) return { kind: 'pass', trust: 'proven' }
  const found: Record<SuspicionReason, boolean> = {
    setting: proofOfWork === 'always',
    network_busy: signs.isNetworkBusy,
    address_rate: signs.rate.address === 'over',
    hour_rate: signs.rate.hour === 'over',
    day_short: signs.isDayShort,
    trap_and_quick: isHoneypotFilledQuickly(signs.signals),
  }
  const reasons = REASONS.filter((reason) => found[reason])
  if (reasons.length > 0 && proofOfWork !== 'off') return { kind: 'ask for proof', reasons }
  const isDoubtful = reasons.some((reason) => OWN_REASONS.includes(reason))
  return { kind: 'pass', trust: isDoubtful ? 'doubtful' : 'ordinary' }
}
