import { expect } from './fixtures.ts'
import type { Relay } from './relay.ts'
import type { Mail } from './sandbox.ts'

/** Waits for this many mails to an address. */
export async function mailsTo({ sandbox }: Relay, address: string, count = 1): Promise<Mail[]> {
  const mails = async () => (await sandbox.state()).mailbox.filter(({ to }) => to === address)
  await expect.poll(async () => (await mails()).length).toBe(count)
  return mails()
}

/** Every link in a mail, as a mail scanner finds them. */
export function linksOf({ text, html = '' }: Mail): string[] {
  const unescaped = html.replaceAll('&amp;', '&')
  return [...new Set(`${text}\n${unescaped}`.match(/https?:\/\/[^\s"<>]+/g))]
}

/** The only link in a mail. */
export async function linkTo(relay: Relay, address: string): Promise<string> {
  const [mail] = await mailsTo(relay, address)
  const [link] = mail === undefined ? [] : linksOf(mail)
  if (link === undefined) throw new Error('The mail has no link')
  return link
}
