import { domainToASCII } from 'node:url'

/**
 * What makes two addresses one: trimmed, NFC, lower case, the domain in ASCII. Order, budget and idempotency go by it;
 * what is sent is what was typed.
 */
export function addressKey(email: string): string {
  const address = email.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}
