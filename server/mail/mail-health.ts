import { type Database, StoreError } from '../store/database.ts'
import type { Mailer, MailResult } from './transport.ts'

type Parts = { mailer: Mailer; database: Database }

/** A mailer that also records the mail server's health, for every relay on the database to report. */
export function monitoredMailer({ mailer, database }: Parts): Mailer {
  async function note(result: MailResult): Promise<void> {
    if (result.kind === 'sent') {
      const sql =
        'UPDATE mail SET failing_since = NULL, refusals = 0, cause = NULL WHERE failing_since IS NOT NULL OR refusals > 0'
      await database.run(sql)
      return
    }
    const cause = result.status === undefined ? result.cause : `${result.cause} ${result.status}`
    if (result.isPermanent) {
      await database.run('UPDATE mail SET refusals = refusals + 1, cause = ?', cause)
    } else {
      const now = await database.now()
      // A fast clock may have stored a later time.
      await database.run(
        'UPDATE mail SET failing_since = CASE WHEN failing_since < ? THEN failing_since ELSE ? END, cause = ?',
        ...[now, now, cause],
      )
    }
  }

  return {
    async send(mail) {
      const result = await mailer.send(mail)
      try {
        await note(result)
      } catch (error) {
        // The mail was sent anyway, and the next one will record the health again.
        if (!(error instanceof StoreError)) throw error
      }
      return result
    },
  }
}
