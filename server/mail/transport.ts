import { createTransport, type NodemailerError } from 'nodemailer'
import { isLoopback } from '../http/loopback.ts'
import type { MailFrom } from './mail-from.ts'

/** A mail to one person: plain text, and the same as HTML where there is any. */
export type Letter = { to: string; subject: string; text: string; html?: string }

/**
 * `passing`: the mail server or the settings are at fault, and the same letter may go out later. It may then arrive twice,
 * where only the server's answer was lost. `final`: this letter to this address was refused for good. `cause` is
 * nodemailer's word for it (ETIMEDOUT, EAUTH, …), `status` the server's reply code; neither holds anything of the letter's.
 */
type MailFailure = { kind: 'failed'; lasts: 'passing' | 'final'; cause: string; status?: number }
export type MailResult = { kind: 'sent' } | MailFailure

export type Mailer = {
  /** Resolves within the time limit and never rejects. `sent`: the mail server has taken the letter. */
  send(letter: Letter): Promise<MailResult>
}

type Parts =
  | {
      /** `smtp://user:password@mail.example.org:587`, or `smtps:`; nodemailer's options may stand in its query. */
      smtpUrl: string
      from: MailFrom
      timeoutMs?: number
    }
  /** Takes what would go out into the world: the sandbox's mailbox. */
  | { receive: (letter: Letter) => unknown }

const TIMEOUT_MS = 30_000
/** Each step has a limit too, so that the cause of a slow server is named. */
const STEP_MS = 10_000

/** True for what `SMTP_URL` may be. */
export function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== ''
}

/** Sends letters by SMTP, one connection each, or puts them where the sandbox shows them. */
export function createMailer(parts: Parts): Mailer {
  if ('receive' in parts) {
    return {
      async send(letter) {
        parts.receive(letter)
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
    // A password never travels in the clear, even where somebody on the way hides that the server offers TLS.
    requireTLS: username !== '' && !isLoopback(hostname),
  })

  return {
    async send({ to, subject, text, html }) {
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever stands in it.
          to: { name: '', address: to },
          subject,
          text,
          ...(html !== undefined && { html }),
          // RFC 3834: no answering machine answers.
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
  if (!isNodemailerError(error)) throw error
  const { code = 'unknown', responseCode } = error
  return {
    kind: 'failed',
    lasts: isAboutTheLetter(error) ? 'final' : 'passing',
    cause: code === 'EABORT' ? 'ETIMEDOUT' : code,
    ...(responseCode !== undefined && { status: responseCode }),
  }
}

/**
 * A 5xx to the address or to the letter is the letter's fate; one to the sender or the password is the operator's to mend.
 * Without a reply, nodemailer itself found the address to be none.
 */
function isAboutTheLetter({ code, command, permanent }: NodemailerError): boolean {
  if (command === 'API') return code === 'EENVELOPE'
  return permanent === true && (command === 'RCPT TO' || command === 'DATA')
}

function isNodemailerError(error: unknown): error is NodemailerError {
  return error instanceof Error
}
