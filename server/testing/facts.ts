import type { Facts } from '../operator/facts.ts'
import { HEALTHY_MAIL } from '../operator/mail-facts.ts'

/** The facts of a healthy relay: connected, delivering, and nothing waits. */
export function testFacts(part: Partial<Facts> = {}): Facts {
  return {
    counts: { recorded: 0, waiting: 0, held: 0, parked: 0, delivered: 120, refused: 3 },
    oldestWaitingSeconds: 0,
    connection: {
      kind: 'connected',
      connectedAt: Date.UTC(2026, 3, 1),
      refreshedAt: Date.UTC(2026, 4, 1),
      expiresAt: Date.UTC(2026, 4, 2),
      grantEndsAt: Date.UTC(2026, 9, 28),
    },
    dispatcher: 'here',
    quota: { used: 40, perDay: 10_000 },
    cloned: false,
    mail: HEALTHY_MAIL,
    downCause: null,
    ownerFaults: [],
    ...part,
  }
}

export function counts(part: Partial<Facts['counts']>): Facts['counts'] {
  return { ...testFacts().counts, ...part }
}
