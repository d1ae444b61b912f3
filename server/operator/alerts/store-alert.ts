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
  /** Of this process, so that a trouble which ends after the channels have changed is still told to have ended. */
  memory: StoreAlertMemory
  now: () => number
  sleep: Sleep
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

type StoreAlertMemory = {
  /** In milliseconds since 1970. */
  failingSince: number | undefined
  /** What the owner was alerted to last, while it lasts. */
  told: Alert | undefined
  unrecorded: PastIncident | undefined
  /** By the channel's name. */
  unsent: Map<string, Alert>
}

export function createStoreAlertMemory(): StoreAlertMemory {
  return { failingSince: undefined, told: undefined, unrecorded: undefined, unsent: new Map() }
}

const CHECK_EVERY_MS = 10 * SECOND_MS
/** Shorter than this is a lock, or a restart of the server, that visitors hardly notice. */
const FAILING_MS = 20 * SECOND_MS

/**
 * Alerts the owner that no sign-up can be kept, and when they can again. The other alerts are committed before they are sent,
 * which this one cannot be: each relay remembers it for itself, and a relay that is restarted tells it again. Checks every ten
 * seconds, and tries again then what could not be sent.
 */
export function createStoreAlert({ probe, channels, record, memory, now, sleep, log }: Parts) {
  const { unsent } = memory

  function raise(alert: Alert): void {
    log.warn({ alert: alert.alert, trouble: 'store', sentence: alert.sentence }, 'alert')
    for (const { name } of channels) unsent.set(name, alert)
  }

  function see(fault: StoreFault | undefined): void {
    const at = now()
    if (fault === undefined) {
      if (memory.told !== undefined) {
        const { trouble, sentence, since } = memory.told
        raise({ alert: 'recovered', trouble, sentence: RECOVERED.store, since, at })
        memory.unrecorded = { trouble, sentence, beganAt: since, mendedAt: at }
      }
      memory.failingSince = undefined
      memory.told = undefined
      return
    }
    // A clock that was set back must not put it off.
    memory.failingSince = Math.min(memory.failingSince ?? at, at)
    if (memory.told !== undefined || at - memory.failingSince < FAILING_MS) return
    const sentence = storeSentence(fault)
    memory.told = { alert: 'store', trouble: 'store', sentence, since: memory.failingSince, at }
    raise(memory.told)
  }

  async function send(channel: Channel): Promise<void> {
    const alert = unsent.get(channel.name)
    if (alert === undefined) return
    const isSent = await sendAlert(channel, alert, log)
    if (isSent && unsent.get(channel.name) === alert) unsent.delete(channel.name)
  }

  /** Tried again at the next check if the database fails once more. */
  async function recordPast(): Promise<void> {
    const past = memory.unrecorded
    if (past === undefined || (await storeFault(() => record(past))) !== undefined) return
    memory.unrecorded = undefined
  }

  /** Resolves to when to check again. */
  async function check(): Promise<number> {
    const fault = await storeFault(probe)
    see(fault)
    if (fault === undefined) await recordPast()
    await Promise.all(channels.map(send))
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
