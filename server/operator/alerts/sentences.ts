import { waitingCount } from '../../outbox/states.ts'
import { STORE_FAULTS, type StoreFault } from '../../store/database.ts'
import type { Facts } from '../facts.ts'
import { duration, signUps } from '../format.ts'
import { mailTrouble } from '../mail-facts.ts'
import { outageText } from '../outage-text.ts'
import { RELAY } from '../relay-command.ts'
import type { Told, Trouble } from './alert.ts'

/** Tells the owner what is wrong, what happens to sign-ups, and what to do. Contains no personal data. */
export function troubleSentence(trouble: Trouble, facts: Facts): string {
  const command = commandFor(trouble, facts)
  return describeTrouble(trouble, facts) + (command === undefined ? '' : ` ${command}`)
}

/** Which command helps. The console leads to a page instead. */
function commandFor(trouble: Trouble, { connection }: Facts): string | undefined {
  switch (trouble) {
    case 'disconnected':
      return connection.kind === 'connected' || connection.reason === 'undecryptable'
        ? undefined
        : `Run "${RELAY} connect" where the relay runs, open the link it prints, and press Allow.`
    case 'form':
      return `Then send them again with "${RELAY} retry --all".`
    case 'parked':
      return `Run "${RELAY} outbox --state parked" to see why. Once the cause is fixed, send them again with "${RELAY} retry --all".`
    case 'waiting':
      return `Run "${RELAY} status" to see what is blocking them.`
    case 'cloned':
    case 'quota':
    case 'mail':
      return undefined
  }
}

/** The same without any command. */
export function describeTrouble(trouble: Trouble, facts: Facts): string {
  const { counts, connection, oldestWaitingSeconds, quota } = facts
  const waiting = waitingCount(counts)
  switch (trouble) {
    case 'disconnected':
      return `${disconnection(facts)} No sign-up is lost: ${waiting === 0 ? 'new ones will wait' : `${signUps(waiting)} so far will be delivered once ${connection.kind === 'connected' ? 'that is mended' : 'you reconnect'}`}.`
    case 'cloned':
      return 'Another installation is using a copy of this database, and with it the same connection to Constant Contact. Sooner or later one will end the connection for both. Stop the copy, or give it an empty database and connect it separately.'
    case 'form':
      return `Constant Contact refuses something that visitors cannot see or correct: ${facts.ownerFaults.map(({ fault, count }) => `${fault} (${signUps(count)})`).join('; ')}. Visitors are told that their sign-up was received, and it is kept. Correct the list or field in the form’s tag, in the relay’s settings or in the account.`
    case 'parked':
      return `${signUps(counts.parked)} could not be delivered and will not be retried automatically.`
    case 'waiting':
      return `Sign-ups are waiting to be delivered to Constant Contact: ${waiting} in all, the oldest for ${duration(oldestWaitingSeconds)}. They are safe and will be retried automatically.${facts.downCause === null ? '' : ` ${outageText(facts.downCause)}`}`
    case 'quota':
      return `${quota.used} of the ${quota.perDay} calls that Constant Contact allows per day have been used. When none are left, sign-ups are kept and delivered after 00:00 UTC. If you don’t expect this many sign-ups today, check whether a bot is filling in the form.`
    case 'mail':
      return `${mailSentence(facts)} Until then, contacts who need to confirm get no email; their sign-ups are safe. Check SMTP_URL, MAIL_FROM and the mail server.`
  }
}

/** Says that no sign-up can be kept, and why. */
export function storeSentence(fault: StoreFault): string {
  return `No sign-up can be kept: ${STORE_FAULTS[fault]}. Visitors read that they should try again in a few minutes. ${REMEDIES[fault]}`
}

const REMEDIES: Record<StoreFault, string> = {
  full: 'Free disk space where the database is.',
  busy: 'Find the process that keeps the database locked, and end it.',
  unreachable: 'Check that the database server runs and lets the relay in, or that the file can be written.',
  moved:
    'Put the file back where it was. If only its -wal or -shm is missing, restart the relay. If the file is gone, stop the relay, restore a backup, and start the relay.',
  newer: 'Install the later version of the relay.',
  constraint: 'Look into the relay’s log.',
  broken: 'Look into the relay’s log and that of the database, and check the disk.',
}

function mailSentence({ mail }: Facts): string {
  const because = mail.cause === undefined ? '' : ` (${mail.cause})`
  switch (mailTrouble(mail) ?? mailTrouble(mail, true)) {
    case 'refused':
      return `The mail server permanently rejected the last ${mail.refusals} emails${because}.`
    case 'failing':
      return `The mail server has accepted no email for ${duration(mail.failingSeconds)}${because}. The relay retries automatically.`
    default:
      return `Emails are waiting to be sent, the oldest for ${duration(mail.oldestMailSeconds)}${because}. The relay retries automatically.`
  }
}

function disconnection({ connection, downCause }: Facts): string {
  const outage = downCause === null ? '' : outageText(downCause)
  if (connection.kind === 'connected') return outage
  switch (connection.reason) {
    case 'never_connected':
      return 'Sign-ups are coming in, but the relay has never been connected to Constant Contact.'
    case 'grant_lost':
      return `Constant Contact rejects the connection: access was revoked, another program used the relay’s refresh token, or Constant Contact has a fault of its own.${outage === '' ? '' : ` ${outage}`} The relay keeps trying, and tells you if that helps. If it does not within a few minutes, reconnect.`
    case 'undecryptable':
      return 'The stored connection to Constant Contact cannot be decrypted with this SECRET_KEY. Start the relay with the previous key too: SECRET_KEY=new,old.'
  }
}

/** Tells the owner that a trouble is over. */
export const RECOVERED: Record<Told, string> = {
  disconnected:
    'The relay is connected to Constant Contact again and is delivering the sign-ups that waited.',
  cloned: 'No other installation is using a copy of this database any more.',
  form: 'No sign-up waits any more for a list, a field or a setting that Constant Contact refuses.',
  parked: 'No sign-ups need your attention any more.',
  waiting: 'The sign-ups that were waiting have been delivered.',
  quota: 'A new day has begun, and Constant Contact accepts calls again.',
  store: 'Sign-ups can be kept again.',
  mail: 'The mail server accepts email again, and the emails that were waiting have been sent.',
}
