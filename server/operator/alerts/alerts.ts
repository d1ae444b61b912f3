import type { Logger } from 'pino'
import { createBackgroundLoop } from '../../store/background-loop.ts'
import type { Database } from '../../store/database.ts'
import { isFromFastClock } from '../../time/clock-skew.ts'
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../time/duration.ts'
import type { Sleep } from '../../time/timeout.ts'
import type { Facts } from '../facts.ts'
import type { Alert } from './alert.ts'
import { type AlertState, createAlertStore, type Queue } from './alert-store.ts'
import { type Channel, sendAlert } from './channels.ts'
import { recordIncidents } from './incidents.ts'
import { lastingAlerts, lastingTroubles, nextAlerts } from './next-alerts.ts'

type Parts = {
  database: Database
  facts: () => Promise<Facts>
  /** Mail and webhook, as far as they are set up; without any, alerts stand in the log only. */
  channels: readonly Channel[]
  sleep: Sleep
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const CHECK_EVERY_MS = 30 * SECOND_MS
const LONGEST_BACKOFF_MS = HOUR_MS
/** An alert this old is no longer news, and the log has often said that the channel fails. */
const STALE_MS = 3 * DAY_MS
const EMPTY: Queue = { unsent: [], failures: 0, dueAt: 0 }

/**
 * Alerts the owner to troubles, each once, from one of all relays on a database. A raised alert is committed together with
 * the memory of it before it is sent, and kept until each channel has sent it: a crash may repeat an alert but never lose
 * one. A new channel is sent the troubles that last.
 */
export function createAlerts({ database, facts, channels, sleep, log }: Parts) {
  const store = createAlertStore(database)
  let stopping = false

  /** Resolves to the state after this check; undefined when another relay has taken over. */
  async function raise(current: Facts): Promise<AlertState | undefined> {
    let raised: readonly Alert[] = []
    let lasting: ReturnType<typeof lastingTroubles> = []
    const change = ({ episodes, queues }: AlertState, now: number): AlertState => {
      const next = nextAlerts(episodes, current, now)
      raised = next.alerts
      lasting = lastingTroubles(next.episodes, current)
      return {
        episodes: next.episodes,
        queues: Object.fromEntries(
          channels.map(({ name }) => {
            const queue = queues[name]
            // This channel was set up while troubles last.
            if (queue === undefined)
              return [name, { ...EMPTY, unsent: lastingAlerts(next.episodes, current, now) }]
            const fresh = queue.unsent
              .filter(({ at }) => now - at < STALE_MS)
              .map((alert) => ({ ...alert, since: Math.min(alert.since, now) }))
            return [name, { ...queue, unsent: [...fresh, ...raised] }]
          }),
        ),
      }
    }
    const state = await store.change(change, (transaction, now) => recordIncidents(transaction, lasting, now))
    for (const { alert, trouble, sentence } of raised) log.warn({ alert, trouble, sentence }, 'alert')
    return state
  }

  /** Sends the alerts of one channel, in order, until it fails. */
  async function sendUnsent(channel: Channel, state: AlertState): Promise<void> {
    const { name } = channel
    let queue = state.queues[name] ?? EMPTY
    while (!stopping) {
      const [alert] = queue.unsent
      if (alert === undefined || isBackingOff(queue, await database.now())) return
      const isSent = await sendAlert(channel, alert, log)
      const after = await store.change((now, at) => ({
        ...now,
        queues: { ...now.queues, [name]: queueAfter(now.queues[name] ?? EMPTY, alert, isSent, at) },
      }))
      if (!isSent) return
      queue = after?.queues[name] ?? EMPTY
    }
  }

  /** Raises new alerts and sends those that are due; resolves to when to check again. */
  async function check(): Promise<number> {
    const state = (await store.acquire()) ? await raise(await facts()) : undefined
    if (state !== undefined) await Promise.all(channels.map((channel) => sendUnsent(channel, state)))
    return CHECK_EVERY_MS
  }

  const loop = createBackgroundLoop({ name: 'alerting', round: check, retryMs: CHECK_EVERY_MS, sleep, log })

  return {
    check,
    /** Checks now and every 30 s from now on. */
    start: loop.start,
    /** Waits for a send in progress, and releases the lease; one that cannot be released runs out. */
    async stop(): Promise<void> {
      stopping = true
      await loop.stop()
      await store.release().catch(() => undefined)
    },
  }
}

function isBackingOff({ dueAt }: Queue, now: number): boolean {
  return dueAt > now && !isFromFastClock(dueAt, now, LONGEST_BACKOFF_MS)
}

function queueAfter(queue: Queue, alert: Alert, isSent: boolean, now: number): Queue {
  if (!isSent) {
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, CHECK_EVERY_MS * 2 ** queue.failures)
    return { ...queue, failures: queue.failures + 1, dueAt: now + backoffMs }
  }
  const unsent = queue.unsent.filter(({ at, trouble }) => at !== alert.at || trouble !== alert.trouble)
  return { unsent, failures: 0, dueAt: 0 }
}
