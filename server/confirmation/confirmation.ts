import type { Mailer } from '../mail/transport.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import { type AccountNamesParts, createAccountNames } from './account-names.ts'
import { createConfirmations } from './confirmations.ts'
import { createLinks } from './link.ts'
import { createMailWorker, type MailWorkerParts } from './mail-worker.ts'

type Parts = AccountNamesParts &
  Omit<MailWorkerParts, 'mailer' | 'names' | 'links'> & {
    keyedHash: KeyedHash
    /** Undefined where no mail is set up. */
    mailer: Mailer | undefined
  }

const IDLE = { start: () => undefined, stop: async () => undefined }

/** Everything that lets contacts confirm: the worker that mails them, and what is behind the links. */
export function createConfirmation(parts: Parts) {
  const { mailer, site } = parts
  const links = createLinks(parts.keyedHash)
  const names = createAccountNames(parts)
  return {
    /** False where no mail is set up: nobody is asked, and links that were mailed before keep working. */
    asks: mailer !== undefined,
    mailWorker: mailer === undefined ? IDLE : createMailWorker({ ...parts, mailer, names, links }),
    confirmations: createConfirmations(parts),
    links,
    names,
    site,
  }
}
