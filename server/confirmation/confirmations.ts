import { changeOutbox } from '../outbox/change.ts'
import {
  confirm,
  disown,
  isConfirmed,
  otherPendingConfirmations,
  pendingConfirmation,
  type ReadableConfirmation,
} from '../outbox/pending-confirmation.ts'
import type { Database } from '../store/database.ts'
import type { Seal } from '../store/sealed.ts'

/** The sign-up that a link was mailed for, and the others of the same address, newest first. */
type Pending = { mailed: ReadableConfirmation; others: ReadableConfirmation[] }

type Parts = { database: Database; seal: Seal }

export type Confirmations = ReturnType<typeof createConfirmations>

/** What the holder of a link may see and do. Ids are those of confirmations; undefined means that the link is spent. */
export function createConfirmations({ database, seal }: Parts) {
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
        // A button that is pressed twice is answered twice.
        return (await isConfirmed(database, id)) ? { others: await othersOf(id) } : undefined
      }
      await changeOutbox(database, (change) => confirm(change, id))
      return { language: found.mailed.language, others: found.others }
    },

    /** It was not the address's owner: erases all that is held of it, and mails it nothing for a while. */
    async disown(id: string): Promise<{ language: string } | undefined> {
      const found = await find(id)
      if (found === undefined) return undefined
      await changeOutbox(database, (change) => disown(change, id))
      return { language: found.mailed.language }
    },
  }
}
