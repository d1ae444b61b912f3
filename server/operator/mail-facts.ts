import { oldestMailSince } from '../outbox/mail-queue.ts'
import type { Database } from '../store/database.ts'
import { number, numberOrNull, textOrNull } from '../store/row.ts'

/** The health of mail for all relays on one database. Without mail set up it is healthy. */
export type MailFacts = {
  /** How long the mail server has accepted nothing; 0 while it does. */
  failingSeconds: number
  /** Mails in a row that it refused permanently. One may have a wrong address, but not all of them. */
  refusals: number
  /** The last failure: nodemailer's code for it, and the server's reply code. */
  cause?: string
  /** How long the oldest overdue mail has waited; 0 when none waits. */
  oldestMailSeconds: number
}

export const HEALTHY_MAIL: MailFacts = { failingSeconds: 0, refusals: 0, oldestMailSeconds: 0 }

const HOUR_SECONDS = 3600
/** Greylisting, or a restart of the server, takes no longer. */
const FAILING_SECONDS = 600
const REFUSALS = 5

/** What is wrong with mail; undefined while it is healthy. Trouble that `lasts` must fall well below its bound to end. */
export function mailTrouble(
  { failingSeconds, refusals, oldestMailSeconds }: MailFacts,
  lasts = false,
): 'failing' | 'refused' | 'waiting' | undefined {
  if (failingSeconds > (lasts ? 0 : FAILING_SECONDS)) return 'failing'
  if (refusals >= (lasts ? 1 : REFUSALS)) return 'refused'
  if (oldestMailSeconds > (lasts ? HOUR_SECONDS / 2 : HOUR_SECONDS)) return 'waiting'
  return undefined
}

/** How long ago that was, in whole seconds; 0 where it is null, or still to come. */
export function secondsSince(time: number | null, now: number): number {
  return time === null ? 0 : Math.max(0, Math.floor((now - time) / 1000))
}

/** Reads them, at a cost that does not grow with the outbox. */
export async function readMailFacts(database: Database, now: number): Promise<MailFacts> {
  const [server] = await database.all('SELECT failing_since, refusals, cause FROM mail')
  const cause = textOrNull(server, 'cause')
  return {
    failingSeconds: secondsSince(numberOrNull(server, 'failing_since'), now),
    refusals: number(server, 'refusals'),
    ...(cause !== null && { cause }),
    oldestMailSeconds: secondsSince(await oldestMailSince(database, now), now),
  }
}
