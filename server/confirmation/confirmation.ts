import type { Mailer } from '../mail/transport.ts'
import { changeOutbox } from '../outbox/change.ts'
import {
  confirm,
  disown,
  isConfirmed,
  otherPendingConfirmations,
  pendingConfirmation,
  type ReadableConfirmation,
} from '../outbox/pending-confirmation.ts'
import type { KeyedHash } from '../store/keyed-hash.ts'
import { type AccountNamesParts, createAccountNames } from './account-names.ts'
import { createLinks } from './link.ts'
import { createMailWorker, type MailWorkerParts } from './mail-worker.ts'

export type Confirmations = ReturnType<typeof createConfirmations>

type Parts = AccountNamesParts &
  Omit<MailWorkerParts, 'mailer' | 'names' | 'links'> & {
    keyedHash: KeyedHash
    /** Undefined where no mail is set up. */
    mailer: Mailer | undefined
  }

const IDLE = { start: () => undefined, stop: async () => undefined }

/** Everything that lets contacts confirm: the worker that mails them, and what is behind the links. */
export function createConfirmation(parts: Parts) {
  const { mailer, brand, publicUrl } = parts
  const links = createLinks(parts.keyedHash)
  const names = createAccountNames(parts)
  return {
    /** False where no mail is set up: nobody is asked, and links that were mailed before keep working. */
    asks: mailer !== undefined,
    mailWorker: mailer === undefined ? IDLE : createMailWorker({ ...parts, mailer, names, links }),
    confirmations: createConfirmations(parts),
    links,
    names,
    brand,
    publicUrl,
  }
}

/** The sign-up that a link was mailed for, and the others of the same address, newest first. */
type Pending = { mailed: ReadableConfirmation; others: ReadableConfirmation[] }

/** What the holder of a link may see and do. Ids are those of confirmations; undefined means that the link is spent. */
function createConfirmations({ database, seal }: Pick<Parts, 'database' | 'seal'>) {
  const othersOf = async (id: string) => otherPendingConfirmations(database, seal, id, await database.now())

  async function find(id: string): Promise<Pending | undefined> {
    const mailed = await pendingConfirmation(database, seal, id, await database.now())
    return mailed && { mailed, others: await othersOf(id) }
  }

  return {
    find,

    /** Lets exactly this sign-up go on, once; a second time changes nothing and answers the same. */
    async confirm(id: string): Promise<{ language?: string; others: ReadableConfirmation[] } | undefined> {
      const found = await find(id)
      if (found === undefined) {
        // A button that is pressed twice gets the same answer twice.
        return (await isConfirmed(database, id)) ? { others: await othersOf(id) } : undefined
      }
      await changeOutbox(database, (change) => confirm(change, id))
      return { language: found.mailed.language, others: found.others }
    },

    /** The sign-up was not the address owner's: erases all that is held for the address, and mails it nothing for a while. */
    async disown(id: string): Promise<{ language: string } | undefined> {
      const found = await find(id)
      if (found === undefined) return undefined
      await changeOutbox(database, (change) => disown(change, id))
      return { language: found.mailed.language }
    },
  }
}
