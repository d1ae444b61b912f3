import type { Logger } from 'pino'
import { NotPublicError } from '../../http/public-post.ts'
import type { Mailer } from '../../mail/transport.ts'
import { minuteOf } from '../format.ts'
import type { Alert, Told } from './alert.ts'

/** `cause` is for the log: it holds neither an address nor the webhook's URL, which may be a secret. */
export type SendResult = { kind: 'sent' } | { kind: 'failed'; cause: string }

/** A way to reach the owner. `send` resolves within its time limit and rejects only for a bug. */
export type Channel = { name: 'mail' | 'webhook'; send(alert: Alert): Promise<SendResult> }

/** Sends an alert and logs how that went; resolves to whether it was sent. */
export async function sendAlert(
  channel: Channel,
  alert: Alert,
  log: Pick<Logger, 'info' | 'error'>,
): Promise<boolean> {
  const result = await channel.send(alert)
  const what = { channel: channel.name, alert: alert.alert }
  if (result.kind === 'sent') log.info(what, 'alert sent')
  else log.error({ ...what, cause: result.cause }, 'alert not sent')
  return result.kind === 'sent'
}

const SUBJECTS: Record<Told | 'recovered', string> = {
  disconnected: 'The sign-up relay is not connected to Constant Contact',
  cloned: 'A copy of the sign-up relay’s database is in use',
  form: 'Constant Contact refuses what your form sends',
  parked: 'Sign-ups need your attention',
  waiting: 'Sign-ups are waiting to be delivered',
  quota: 'The daily quota of Constant Contact calls is nearly used up',
  store: 'No sign-up can be kept',
  mail: 'The sign-up relay cannot send email',
  recovered: 'The sign-up relay has recovered',
}

/** `to` is `ALERT_EMAIL`; `relay` its public address, which says which relay sends the alert. */
export function mailChannel({ mailer, to, relay }: { mailer: Mailer; to: string; relay: string }): Channel {
  return {
    name: 'mail',
    send: ({ alert, sentence, since }) =>
      mailer.send({
        to,
        subject: SUBJECTS[alert],
        text: `${sentence}\n\nNoticed: ${minuteOf(since)}\nRelay: ${relay}\n`,
      }),
  }
}

type Post = (
  url: string,
  init: {
    method: 'POST'
    headers: Record<string, string>
    body: string
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<Pick<Response, 'ok' | 'status' | 'body'>>

type WebhookParts = { url: string; relay: string; fetch: Post; timeoutMs?: number }

/**
 * Posts `{alert, sentence, since, relay}` as JSON to `ALERT_WEBHOOK`, and `trouble` with `recovered`. Redirects are
 * not followed: the operator named one address and no other.
 */
export function webhookChannel({ url, relay, fetch, timeoutMs = 10_000 }: WebhookParts): Channel {
  return {
    name: 'webhook',
    async send({ alert, trouble, sentence, since }) {
      const body = {
        alert,
        ...(alert === 'recovered' && { trouble }),
        sentence,
        since: new Date(since).toISOString(),
        relay,
      }
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          redirect: 'manual',
          signal,
        })
        await response.body?.cancel()
        return response.ok ? { kind: 'sent' } : { kind: 'failed', cause: `status ${response.status}` }
      } catch (error) {
        if (error instanceof NotPublicError) return { kind: 'failed', cause: 'not a public address' }
        return { kind: 'failed', cause: signal.aborted ? 'timeout' : 'unreachable' }
      }
    },
  }
}
