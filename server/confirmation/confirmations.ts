import { changeOutbox } from '../outbox/change.ts'
import { keepQuiet } from '../outbox/contact-cooldown.ts'
import { TRUST } from '../sign-up/trust.ts'
import type { Database, Row } from '../store/database.ts'
import type { DatabaseTime } from '../store/database-time.ts'
import { number, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { HELD, type Held, openHeld } from './pending-confirmation.ts'

/** What stands behind a link: the sign-up it was mailed for, and the others of the same address, the newest first. */
export type Behind = { asked: Held; others: Held[] }

/** What the holder of a link may see and do. Ids are those of confirmations, undefined answers mean: the link is spent. */
export type Confirmations = {
  find(id: string): Promise<Behind | undefined>
  /** Lets exactly this sign-up go on, once; told again, it changes nothing and says the same. */
  confirm(id: string): Promise<{ language?: string; others: Held[] } | undefined>
  /** It was not the address's owner: erases all that is held of it, and keeps us quiet for a while. */
  disown(id: string): Promise<{ language: string } | undefined>
}

type Parts = { database: Database; time: DatabaseTime; seal: Seal }

/** More than this are no choice any more. */
const MOST_SHOWN = 50

const LIVING = `${HELD} (c.expires_at IS NULL OR c.expires_at > ?) AND`

export function createConfirmations({ database, time, seal }: Parts): Confirmations {
  async function living(id: string): Promise<Row | undefined> {
    return (await database.all(`${LIVING} c.id = ?`, await time(database), id))[0]
  }

  async function othersOf(address: string, id: string): Promise<Held[]> {
    const rows = await database.all(
      `${LIVING} c.address = ? AND c.id <> ? ORDER BY c.signup DESC LIMIT ?`,
      await time(database),
      address,
      id,
      MOST_SHOWN,
    )
    return rows.flatMap((row) => openHeld(seal, row) ?? [])
  }

  async function find(id: string): Promise<Behind | undefined> {
    const row = await living(id)
    const asked = row && openHeld(seal, row)
    return asked && { asked, others: await othersOf(text(row, 'address'), id) }
  }

  /** A button that is pressed twice is answered twice. */
  async function confirmedBefore(id: string): Promise<{ others: Held[] } | undefined> {
    const [row] = await database.all(
      'SELECT c.address FROM confirmations AS c JOIN signups AS s ON s.id = c.signup WHERE c.id = ? AND s.confirmed = 1',
      id,
    )
    return row && { others: await othersOf(text(row, 'address'), id) }
  }

  return {
    find,

    async confirm(id) {
      const behind = await find(id)
      if (behind === undefined) return confirmedBefore(id)
      await changeOutbox(database, time, async ({ transaction, now, move }) => {
        const [row] = await transaction.all(
          "SELECT s.id FROM confirmations AS c JOIN signups AS s ON s.id = c.signup WHERE c.id = ? AND s.state = 'held'",
          id,
        )
        if (row === undefined) return
        const signUp = number(row, 'id')
        move('held', 'waiting')
        // Alone: what was not confirmed does not travel along.
        await transaction.run(
          `UPDATE signups SET state = 'waiting', reason = 'confirmed', confirmed = 1, alone = 1, in_line = 1, attempts = 0,
            trust = ?, since = ?, due_at = ? WHERE id = ?`,
          TRUST.proven,
          now,
          now,
          signUp,
        )
        await transaction.run('UPDATE consents SET confirmed_at = ? WHERE signup = ?', now, signUp)
        // It stays for a second press, and no longer stands for its content.
        await transaction.run(
          'UPDATE confirmations SET content = id, mail_due_at = NULL, expires_at = NULL WHERE id = ?',
          id,
        )
        await transaction.announce('recorded', '1')
      })
      return { language: behind.asked.language, others: behind.others }
    },

    async disown(id) {
      const behind = await find(id)
      if (behind === undefined) return undefined
      await changeOutbox(database, time, async (change) => {
        const { transaction, leave } = change
        const [row] = await transaction.all('SELECT address FROM confirmations WHERE id = ?', id)
        if (row === undefined) return
        const address = text(row, 'address')
        await keepQuiet(change, address)
        const held = `(SELECT s.id FROM signups AS s JOIN confirmations AS c ON c.signup = s.id
          WHERE c.address = ? AND s.state = 'held')`
        await transaction.run(`DELETE FROM consents WHERE signup IN ${held}`, address)
        const erased = await transaction.run(`DELETE FROM signups WHERE id IN ${held}`, address)
        for (let n = 0; n < erased; n += 1) leave('held')
      })
      return { language: behind.asked.language }
    },
  }
}
