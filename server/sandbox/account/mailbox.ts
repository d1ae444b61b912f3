import type { Clock } from './clock.ts'
import type { Identifiers } from './identifiers.ts'

const MAX_MAILS = 5000

export type OutgoingMail = { to: string; subject: string; text: string; html?: string }
export type Mail = OutgoingMail & { id: string; time: string }

/** Catches outgoing email; keeps the newest 5,000. */
export type Mailbox = {
  receive(mail: OutgoingMail): Mail
  byId(id: string): Mail | undefined
  /** Newest last. */
  all(): Mail[]
  clear(): void
}

export function createMailbox(clock: Clock, identifiers: Identifiers, onChange: () => void): Mailbox {
  let mails: Mail[] = []
  return {
    receive({ to, subject, text, html }) {
      const mail: Mail = { id: identifiers.uuid(), time: clock.iso(), to, subject, text }
      if (html !== undefined) mail.html = html
      mails.push(mail)
      if (mails.length > 2 * MAX_MAILS) mails = mails.slice(-MAX_MAILS)
      onChange()
      return mail
    },
    byId: (id) => mails.find((mail) => mail.id === id),
    all: () => mails.slice(-MAX_MAILS),
    clear() {
      mails = []
    },
  }
}
