import type { Clock } from './clock.ts'
import type { Identifiers } from './identifiers.ts'

const KEPT = 5000

export type Letter = { to: string; subject: string; text: string; html?: string }
export type Mail = Letter & { id: string; time: string }

/** Where mail ends up that would go out into the world; the newest 5,000 are kept. */
export type Mailbox = {
  receive(letter: Letter): Mail
  byId(id: string): Mail | undefined
  /** The newest last. */
  all(): Mail[]
  clear(): void
}

export function createMailbox(clock: Clock, identifiers: Identifiers, changed: () => void): Mailbox {
  let mails: Mail[] = []
  return {
    receive({ to, subject, text, html }) {
      const mail: Mail = { id: identifiers.uuid(), time: clock.iso(), to, subject, text }
      if (html !== undefined) mail.html = html
      mails.push(mail)
      if (mails.length > 2 * KEPT) mails = mails.slice(-KEPT)
      changed()
      return mail
    },
    byId: (id) => mails.find((mail) => mail.id === id),
    all: () => mails.slice(-KEPT),
    clear() {
      mails = []
    },
  }
}
