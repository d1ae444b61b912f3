import type { Logger } from 'pino'
import type { Mailer } from '../../mail/transport.ts'
import type { OneTimeCodes } from '../../store/one-time-codes.ts'
import { MINUTE_MS } from '../../time/duration.ts'

const LIFE_MS = 15 * MINUTE_MS

type Parts = {
  mailer: Mailer
  /** `OWNER_EMAIL` */
  to: string
  /** The owner's site, by its name or host. */
  site: string
  codes: OneTimeCodes
  linkWith: (code: string) => string
  /** How to open a link that works on the relay's own machine only. */
  hint: string | undefined
  log: Pick<Logger, 'info' | 'warn'>
}

/** Mails the owner a link to sign in. It never rejects, and nobody who asks for it waits: how it went is in the log. */
export function createSignInMail({ mailer, to, site, codes, linkWith, hint, log }: Parts) {
  return async (): Promise<void> => {
    try {
      const link = linkWith(await codes.issue('console', LIFE_MS))
      const result = await mailer.send({
        to,
        subject: `Your link to sign in: ${site}`,
        text: textOf(site, link, hint),
      })
      if (result.kind === 'sent') log.info('a link to sign in was mailed')
      else log.warn({ cause: result.cause }, 'a link to sign in could not be mailed')
    } catch {
      log.warn({ cause: 'the database failed' }, 'a link to sign in could not be mailed')
    }
  }
}

const textOf = (site: string, link: string, hint: string | undefined) => `Hello,

somebody, most likely you, asked for a link to sign in to the console of the sign-up form of ${site}:

${link}

Open it within 15 minutes and press the button. It works once.${hint === undefined ? '' : `\n${hint}.`}

If it was not you, do nothing: nobody can sign in without this mail.
`
