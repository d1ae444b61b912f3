import type { Logger } from 'pino'
import type { Client } from '../constant-contact/api/client.ts'
import type { Read } from '../constant-contact/api/pages.ts'
import type { Mailer } from '../mail/transport.ts'
import type { Database } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import type { Seal } from '../store/sealed.ts'
import type { Sleep } from '../time/timeout.ts'
import { createAccountNames } from './account-names.ts'
import { createConfirmations } from './confirmations.ts'
import { createLinks } from './link.ts'
import { createMailWorker, type MailWorker } from './mail-worker.ts'

type Parts = {
  database: Database
  time: DatabaseTime
  seal: Seal
  keyedHash: KeyedHash
  client: Pick<Client, 'lists' | 'customFields'>
  /** Makes a reading call at the dispatcher's pace; undefined where it could not be made or answered. */
  read<T>(work: (accessToken: string) => Promise<Read<T>>): Promise<T | undefined>
  /** True in the one relay that may call the vendor. */
  isDispatching: () => boolean
  /** Undefined where no mail is set up. */
  mailer: Mailer | undefined
  /** `SITE_NAME`, or what stands for it. */
  site: string
  publicUrl: string
  now: () => number
  sleep: Sleep
  random: () => number
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

const IDLE: MailWorker = { start: () => undefined, stop: async () => undefined }

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
