import { isEmailAddress } from '../contract.ts'

/** The sender of a mail; `name` is empty if there is only an address. */
export type MailFrom = { name: string; address: string }

/** `MAIL_FROM` as it is written: `hello@example.org` or `Juniper & Rye <hello@example.org>`, the name in quotes or not. */
const SHAPE = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/u

/** Reads `MAIL_FROM`; undefined if it holds no address, or more than one. */
export function parseMailFrom(text: string): MailFrom | undefined {
  const [, name = '', named, bare] = SHAPE.exec(text.trim()) ?? []
  const address = named ?? bare
  return address !== undefined && isEmailAddress(address) ? { name, address } : undefined
}
