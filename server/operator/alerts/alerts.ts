import type { Logger } from 'pino'
import { type Database, StoreError } from '../../store/database.ts'
import type { DatabaseTime } from '../../store/database-time.ts'
import { DAY_MS, HOUR_MS } from '../../time/duration.ts'
import { type Sleep, withTimeout } from '../../time/timeout.ts'
import { createWakeUp } from '../../time/wake-up.ts'
import type { Facts } from '../facts.ts'
import { type AlertState, createAlertStore, type Queue } from './alert-store.ts'
import type { Channel } from './channels.ts'
import { type Alert, lastingAlerts, nextAlerts } from './next-alerts.ts'

export type Alerts = {
  /** Looks every 30 s from now on, beside everything else. */
  start(): void
  /** Looks once: raises what is new and sends what is due. Rejects for a bug only. */
  check(): Promise<void>
  /** Waits for a send under way, `graceMs` at most, and lets another relay have the turn. */
  stop(graceMs: number): Promise<void>
}

type Parts = {
  database: Database
  time: DatabaseTime
  facts: () => Promise<Facts>
  /** Mail and webhook, as far as they are set up; without any the log alone tells. */
  channels: readonly Channel[]
  sleep: Sleep
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const LOOK_MS = 30_000
const LONGEST_BACKOFF_MS = HOUR_MS
/** News older than this is none; of a channel that fails for so long the log has said so many times. */
const STALE_MS = 3 * DAY_MS
const EMPTY: Queue = { unsent: [], failures: 0, dueAt: 0 }

/**
 * Tells the owner of troubles, each once, by one relay of all on a database. What is raised is committed with the memory of
 * it before it is sent, and stays until each channel has brought it: a crash may repeat an alert, and never loses one. A
 * channel that is new is told of what lasts.
 */
export function createAlerts({ database, time, facts, channels, sleep, log }: Parts): Alerts {
  const store = createAlertStore(database, time)
  const wakeUp = createWakeUp(sleep)
  let stopping = false
  let looking: Promise<void> | undefined

  /** Resolves to the state after this look; undefined when another relay has taken over. */
  async function raise(known: Facts): Promise<AlertState | undefined> {
    let raised: readonly Alert[] = []
    const state = await store.change(({ episodes, queues }, now) => {
      const next = nextAlerts(episodes, known, now)
      raised = next.alerts
      const lasting = lastingAlerts(next.episodes, known, now)
      return {
        episodes: next.episodes,
        queues: Object.fromEntries(
          channels.map(({ name }) => {
            const queue = queues[name]
            // Set up while troubles last.
            if (queue === undefined) return [name, { ...EMPTY, unsent: lasting }]
            const fresh = queue.unsent.filter(({ at }) => now - at < STALE_MS)
            return [name, { ...queue, unsent: [...fresh, ...raised] }]
          }),
        ),
      }
    })
    for (const { alert, trouble, sentence } of raised) log.warn({ alert, trouble, sentence }, 'alert')
    return state
  }

  /** Sends what one channel owes, in order, until it fails. */
  async function bring(channel: Channel, state: AlertState): Promise<void> {
    const { name } = channel
    let owed = state.queues[name] ?? EMPTY
    while (!stopping) {
      const [alert] = owed.unsent
      if (alert === undefined || isResting(owed, await time(database))) return
      const brought = await channel.send(alert)
      const after = await store.change((now, at) => ({
        ...now,
        queues: { ...now.queues, [name]: queueAfter(now.queues[name] ?? EMPTY, alert, brought.kind, at) },
      }))
      if (brought.kind === 'failed') {
        log.error({ channel: name, alert: alert.alert, cause: brought.cause }, 'alert not sent')
        return
      }
      log.info({ channel: name, alert: alert.alert }, 'alert sent')
      owed = after?.queues[name] ?? EMPTY
    }
  }

  async function look(): Promise<void> {
    try {
      if (!(await store.take())) return
      const state = await raise(await facts())
      if (state !== undefined) await Promise.all(channels.map((channel) => bring(channel, state)))
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      if (!stopping) log.warn({ fault: error.fault }, 'alerts wait for the database')
    }
  }

  async function check(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined
    })
    await looking
  }

  return {
    check,
    async start() {
      while (!stopping) {
        await check().catch((error: unknown) => log.error({ err: error }, 'looking for alerts failed'))
        await wakeUp.sleep(LOOK_MS)
      }
    },
    async stop(graceMs) {
      stopping = true
      wakeUp.wake()
      const ended = (async () => {
        await looking
        await store.release()
      })()
      const released = ended.catch(() => undefined)
      await withTimeout(graceMs, released, sleep)
    },
  }
}

/** A rest that ends later than any can was noted before the clock was set back. */
function isResting({ dueAt }: Queue, now: number): boolean {
  return dueAt > now && dueAt <= now + LONGEST_BACKOFF_MS
}

function queueAfter(queue: Queue, alert: Alert, kind: 'sent' | 'failed', now: number): Queue {
  if (kind === 'failed') {
    const restMs = Math.min(LONGEST_BACKOFF_MS, LOOK_MS * 2 ** queue.failures)
    return { ...queue, failures: queue.failures + 1, dueAt: now + restMs }
  }
  const unsent = queue.unsent.filter(({ at, trouble }) => at !== alert.at || trouble !== alert.trouble)
  return { unsent, failures: 0, dueAt: 0 }
}
