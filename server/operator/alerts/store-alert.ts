import type { Logger } from 'pino'
import { createBackgroundLoop } from '../../store/background-loop.ts'
import type { StoreFault } from '../../store/database.ts'
import { SECOND_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import { storeFault } from '../probe.ts'
import type { Alert } from './alert.ts'
import { type Channel, sendAlert } from './channels.ts'
import { RECOVERED, storeSentence } from './sentences.ts'

type Parts = {
  /** Commits what a sign-up would; rejects with a `StoreError`. */
  probe: () => Promise<unknown>
  /** They must work without the database. */
  channels: readonly Channel[]
  now: () => number
  sleep: Sleep
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const CHECK_EVERY_MS = 10 * SECOND_MS
/** Shorter than this is a lock, or a restart of the server, that visitors hardly notice. */
const FAILING_MS = 20 * SECOND_MS

/**
 * Alerts the owner that no sign-up can be kept, and when they can again. The other alerts are committed before they are sent,
 * which this one cannot be: each relay remembers it for itself, and a relay that is restarted tells it again. Checks every ten
 * seconds, and tries again then what could not be sent.
 */
export function createStoreAlert({ probe, channels, now, sleep, log }: Parts) {
  let failingSince: number | undefined
  /** When the trouble began that the owner was alerted to. */
  let toldSince: number | undefined
  const unsent = new Map<Channel, Alert>()

  function raise(alert: Omit<Alert, 'trouble'>): void {
    log.warn({ alert: alert.alert, trouble: 'store', sentence: alert.sentence }, 'alert')
    for (const channel of channels) unsent.set(channel, { trouble: 'store', ...alert })
  }

  function see(fault: StoreFault | undefined): void {
    const at = now()
    if (fault === undefined) {
      if (toldSince !== undefined)
        raise({ alert: 'recovered', sentence: RECOVERED.store, since: toldSince, at })
      failingSince = undefined
      toldSince = undefined
      return
    }
    // A clock that was set back must not put it off.
    failingSince = Math.min(failingSince ?? at, at)
    if (toldSince !== undefined || at - failingSince < FAILING_MS) return
    toldSince = failingSince
    raise({ alert: 'store', sentence: storeSentence(fault), since: failingSince, at })
  }

  async function send(channel: Channel, alert: Alert): Promise<void> {
    const isSent = await sendAlert(channel, alert, log)
    if (isSent && unsent.get(channel) === alert) unsent.delete(channel)
  }

  /** Resolves to when to check again. */
  async function check(): Promise<number> {
    see(await storeFault(probe))
    await Promise.all([...unsent].map(([channel, alert]) => send(channel, alert)))
    return CHECK_EVERY_MS
  }

  const loop = createBackgroundLoop({
    name: 'store alert',
    round: check,
    retryMs: CHECK_EVERY_MS,
    sleep,
    log,
  })
  return { ...loop, check }
}
