import type { Facts } from '../facts.ts'
import { duration, signUps } from '../format.ts'
import { mailTrouble } from '../mail-facts.ts'
import type { Trouble } from './alerts.ts'

const RECONNECT =
  'Run "npm run relay -- connect" where the relay runs, open the link that it prints, and press Allow.'

/** What is wrong, what becomes of the sign-ups, and what to do; for an owner, without anybody's data. */
export function troubleSentence(trouble: Trouble, facts: Facts): string {
  const { counts, oldestWaitingSeconds, quota } = facts
  const waiting = counts.recorded + counts.waiting
  switch (trouble) {
    case 'disconnected':
      return `${disconnection(facts)} No sign-up is lost: ${waiting === 0 ? 'new ones' : `${signUps(waiting)} so far`} will wait.`
    case 'cloned':
      return 'Another installation uses a copy of this database, and with it the same connection to Constant Contact. Sooner or later one of the two will end the connection for both. Stop the copy, or give it an empty database and connect it by itself.'
    case 'parked':
      return `${signUps(counts.parked)} could not be delivered, and trying again by itself will not help. Run "npm run relay -- outbox --state parked" to see why; afterwards "npm run relay -- retry --all" sends them again.`
    case 'waiting':
      return `Sign-ups wait for Constant Contact: ${waiting} in all, the oldest for ${duration(oldestWaitingSeconds)}. They are safe, and tried again by themselves. Run "npm run relay -- status" to see what is in the way.`
    case 'quota':
      return `${quota.used} of the ${quota.perDay} calls that Constant Contact allows a day are used. When none is left, sign-ups are kept and delivered after 00:00 UTC. If today is not an unusual day, look whether a robot fills in the form.`
    case 'mail':
      return `${mailSentence(facts)} Contacts who must confirm hear nothing meanwhile, and what they are to confirm stays safe. Look at SMTP_URL, MAIL_FROM and the mail server.`
  }
}

function mailSentence({ mail }: Facts): string {
  const because = mail.cause === undefined ? '' : ` (${mail.cause})`
  switch (mailTrouble(mail) ?? mailTrouble(mail, true)) {
    case 'refused':
      return `The mail server refused the last ${mail.refusals} letters for good${because}.`
    case 'failing':
      return `The mail server has taken no letter for ${duration(mail.failingSeconds)}${because}; they are tried again by themselves.`
    default:
      return `Letters wait, the oldest for ${duration(mail.oldestLetterSeconds)}${because}; they are tried again by themselves.`
  }
}

function disconnection({ connection }: Facts): string {
  const reason = connection.kind === 'disconnected' ? connection.reason : 'grant_lost'
  switch (reason) {
    case 'never_connected':
      return `Sign-ups come in, but the relay was never connected to Constant Contact. ${RECONNECT}`
    case 'grant_lost':
      return `Constant Contact has ended the connection to the relay: it was taken back, or another program has used it up. ${RECONNECT}`
    case 'undecryptable':
      return 'The connection to Constant Contact cannot be read with this SECRET_KEY. Start the relay with the earlier key as well: SECRET_KEY=new,old.'
  }
}

export function recoverySentence(trouble: Trouble): string {
  switch (trouble) {
    case 'disconnected':
      return 'The relay is connected to Constant Contact again, and delivers what has waited.'
    case 'cloned':
      return 'Nobody else uses a copy of this database any more.'
    case 'parked':
      return 'No sign-up needs you to look at it any more.'
    case 'waiting':
      return 'The sign-ups that waited are delivered.'
    case 'quota':
      return 'A new day has begun: Constant Contact takes calls again.'
    case 'mail':
      return 'The mail server takes letters again, and those that waited are out.'
  }
}
