import { waitingCount } from '../../outbox/states.ts'
import { DAY_MS } from '../../time/duration.ts'
import type { Facts } from '../facts.ts'
import { mailTrouble } from '../mail-facts.ts'
import { isInsecure } from '../outage-text.ts'
import { type Alert, TROUBLES, type Trouble } from './alert.ts'
import { describeTrouble, RECOVERED, troubleSentence } from './sentences.ts'

/** A trouble that lasts: how large it was at its last alert (`told`), and when that was. */
type Episode = { since: number; toldAt: number; told: number }
export type Episodes = { readonly [trouble in Trouble]?: Episode }

const HOUR_SECONDS = 3600
const NEAR_THE_END = 0.9

/**
 * The alerts to raise now, one for each trouble from its beginning to its end, and what to remember for the next time. When
 * more sign-ups are parked than at the last alert there is another, once a day at most: an old one must not hide all others.
 * Another fault of a form is told at once, and so is a connection that is lost after it could not be secured.
 */
export function nextAlerts(
  previous: Episodes,
  facts: Facts,
  now: number,
): { alerts: Alert[]; episodes: Episodes } {
  const alerts: Alert[] = []
  const episodes: { [trouble in Trouble]?: Episode } = {}
  for (const trouble of TROUBLES) {
    const episode = previous[trouble]
    const size = sizeOf(trouble, facts, episode !== undefined)
    if (size === 0) {
      if (episode !== undefined) {
        const since = Math.min(episode.since, now)
        alerts.push({ alert: 'recovered', trouble, sentence: RECOVERED[trouble], since, at: now })
      }
    } else if (episode === undefined || hasGrown(trouble, episode, size, now)) {
      const since = Math.min(episode?.since ?? now, now)
      alerts.push({ alert: trouble, trouble, sentence: troubleSentence(trouble, facts), since, at: now })
      episodes[trouble] = { since, toldAt: now, told: size }
    } else {
      episodes[trouble] = { ...episode, told: Math.min(episode.told, size) }
    }
  }
  return { alerts, episodes }
}

/** An alert for each trouble that lasts, for a channel that was just set up. */
export function lastingAlerts(episodes: Episodes, facts: Facts, now: number): Alert[] {
  return TROUBLES.flatMap((trouble) => {
    const episode = episodes[trouble]
    if (episode === undefined) return []
    const sentence = troubleSentence(trouble, facts)
    return [{ alert: trouble, trouble, sentence, since: episode.since, at: now }]
  })
}

/** The troubles that last, as the console shows them: it has a page where the alert has a command. */
export function lastingTroubles(
  episodes: Episodes,
  facts: Facts,
): Pick<Alert, 'trouble' | 'sentence' | 'since'>[] {
  return TROUBLES.flatMap((trouble) => {
    const since = episodes[trouble]?.since
    return since === undefined ? [] : [{ trouble, sentence: describeTrouble(trouble, facts), since }]
  })
}

function hasGrown(trouble: Trouble, { toldAt, told }: Episode, size: number, now: number): boolean {
  if (size <= told) return false
  return (
    trouble === 'form' ||
    trouble === 'disconnected' ||
    (trouble === 'parked' && Math.abs(now - toldAt) >= DAY_MS)
  )
}

/** How large a trouble is, 0 where there is none. A trouble that `lasts` is over only well below the bound where it began. */
function sizeOf(trouble: Trouble, facts: Facts, lasts: boolean): number {
  const { counts, connection, oldestWaitingSeconds, quota, cloned, mail, downCause } = facts
  switch (trouble) {
    case 'disconnected':
      return isDisconnected(connection, counts) ? 2 : isInsecure(downCause) ? 1 : 0
    case 'cloned':
      return cloned ? 1 : 0
    case 'parked':
      return Math.max(0, counts.parked - faulty(facts))
    case 'form':
      return facts.ownerFaults.length
    case 'waiting':
      return oldestWaitingSeconds > (lasts ? HOUR_SECONDS / 2 : HOUR_SECONDS) ? 1 : 0
    case 'quota':
      return quota.used >= NEAR_THE_END * quota.perDay ? 1 : 0
    case 'mail':
      return mailTrouble(mail, lasts) === undefined ? 0 : 1
  }
}

/** How many of the parked sign-ups wait for what the alert of `form` is about. */
function faulty({ ownerFaults }: Facts): number {
  return ownerFaults.reduce((sum, { count }) => sum + count, 0)
}

/** A relay that was never connected is no trouble until somebody has signed up. */
function isDisconnected(connection: Facts['connection'], counts: Facts['counts']): boolean {
  if (connection.kind === 'connected') return false
  return connection.reason !== 'never_connected' || waitingCount(counts) > 0
}
