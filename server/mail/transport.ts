import { createTransport, type NodemailerError } from 'nodemailer'
import { isLoopback } from '../http/loopback.ts'
import { SECOND_MS } from '../time/duration.ts'
import type { MailFrom } from './mail-from.ts'

/** A mail to one person: plain text, and optionally the same as HTML. */
export type Mail = { to: string; subject: string; text: string; html?: string }

/**
 * `isPermanent`: the server refused this mail or this address, and will refuse it again. Otherwise the mail server or the
 * settings are at fault, and the same mail may go out later; it may arrive twice, if only the server's answer was lost.
 * `cause` is nodemailer's code (ETIMEDOUT, EAUTH, …), `status` the server's reply code; neither repeats anything from the mail.
 */
type MailFailure = { kind: 'failed'; isPermanent: boolean; cause: string; status?: number }
export type MailResult = { kind: 'sent' } | MailFailure

export type Mailer = {
  /** Resolves within the time limit and never rejects. `sent`: the mail server has accepted the mail. */
  send(mail: Mail): Promise<MailResult>
}

type Parts =
  | {
      /** `smtp://user:password@mail.example.org:587`, or `smtps:`; nodemailer's options may be given in the query. */
      smtpUrl: string
      from: MailFrom
      timeoutMs?: number
    }
  /** Receives the mails instead of a mail server: the sandbox's mailbox. */
  | { receive: (mail: Mail) => unknown }

const TIMEOUT_MS = 30 * SECOND_MS
/** Each step has its own limit, so that the cause names the slow one. */
const STEP_MS = 10 * SECOND_MS

/** True for a valid `SMTP_URL`. */
export function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== ''
}

/** Sends mails by SMTP, each over its own connection, or gives them to the sandbox, which shows them. */
export function createMailer(parts: Parts): Mailer {
  if ('receive' in parts) {
    return {
      async send(mail) {
        parts.receive(mail)
        return { kind: 'sent' }
      },
    }
  }
  const { smtpUrl, from, timeoutMs = TIMEOUT_MS } = parts
  const { username, hostname } = new URL(smtpUrl)
  const transport = createTransport({
    url: smtpUrl,
    dnsTimeout: STEP_MS,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    // A password is never sent unencrypted, even if an attacker in between hides that the server offers TLS.
    requireTLS: username !== '' && !isLoopback(hostname),
  })

  return {
    async send({ to, subject, text, html }) {
      try {
        await transport.sendMail({
          from,
          // An object is always a single address, whatever characters it contains.
          to: { name: '', address: to },
          subject,
          text,
          ...(html !== undefined && { html }),
          // RFC 3834: keeps automatic responders from answering.
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.timeout(timeoutMs),
        })
        return { kind: 'sent' }
      } catch (error) {
        return failure(error)
      }
    },
  }
}

function failure(error: unknown): MailFailure {
  if (!(error instanceof Error)) throw error
  const { code = 'unknown', responseCode }: NodemailerError = error
  return {
    kind: 'failed',
    isPermanent: isAboutTheMail(error),
    cause: code === 'EABORT' ? 'ETIMEDOUT' : code,
    ...(responseCode !== undefined && { status: responseCode }),
  }
}

/**
 * A 5xx reply to the address or the content is about this mail; one to the sender or the password is the operator's to fix.
 * Without a reply, nodemailer itself found the address invalid.
 */
function isAboutTheMail({ code, command, permanent }: NodemailerError): boolean {
  if (command === 'API') return code === 'EENVELOPE'
  return permanent === true && (command === 'RCPT TO' || command === 'DATA')
}
