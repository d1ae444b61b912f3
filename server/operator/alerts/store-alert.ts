import type { Logger } from 'pino'
import { createBackgroundLoop } from '../../store/background-loop.ts'
import type { StoreFault } from '../../store/database.ts'
import { SECOND_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import { storeFault } from '../probe.ts'
import type { Alert } from './alert.ts'
import { type Channel, sendAlert } from './channels.ts'
import type { PastIncident } from './incidents.ts'
import { RECOVERED, storeSentence } from './sentences.ts'

type Parts = {
  /** Commits what a sign-up would; rejects with a `StoreError`. */
  probe: () => Promise<unknown>
  /** They must work without the database. */
  channels: readonly Channel[]
  /** Writes down what is over; rejects with a `StoreError`. */
  record: (past: PastIncident) => Promise<void>
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
export function createStoreAlert({ probe, channels, record, now, sleep, log }: Parts) {
  let failingSince: number | undefined
  /** What the owner was alerted to last, while it lasts. */
  let told: Alert | undefined
  let unrecorded: PastIncident | undefined
  const unsent = new Map<Channel, Alert>()

  function raise(alert: Alert): void {
    log.warn({ alert: alert.alert, trouble: 'store', sentence: alert.sentence }, 'alert')
    for (const channel of channels) unsent.set(channel, alert)
  }

  function see(fault: StoreFault | undefined): void {
    const at = now()
    if (fault === undefined) {
      if (told !== undefined) {
        const { trouble, sentence, since } = told
        raise({ alert: 'recovered', trouble, sentence: RECOVERED.store, since, at })
        unrecorded = { trouble, sentence, beganAt: since, mendedAt: at }
      }
      failingSince = undefined
      told = undefined
      return
    }
    // A clock that was set back must not put it off.
    failingSince = Math.min(failingSince ?? at, at)
    if (told !== undefined || at - failingSince < FAILING_MS) return
    const sentence = storeSentence(fault)
    told = { alert: 'store', trouble: 'store', sentence, since: failingSince, at }
    raise(told)
  }

  async function send(channel: Channel, alert: Alert): Promise<void> {
    const isSent = await sendAlert(channel, alert, log)
    if (isSent && unsent.get(channel) === alert) unsent.delete(channel)
  }

  /** Tried again at the next check if the database fails once more. */
  async function recordPast(): Promise<void> {
    const past = unrecorded
    if (past === undefined || (await storeFault(() => record(past))) !== undefined) return
    unrecorded = undefined
  }

  /** Resolves to when to check again. */
  async function check(): Promise<number> {
    const fault = await storeFault(probe)
    see(fault)
    if (fault === undefined) await recordPast()
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
