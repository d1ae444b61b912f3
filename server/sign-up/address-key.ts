import { domainToASCII } from 'node:url'

/**
 * Addresses with the same key count as one, for order, limits and idempotency: trimmed, NFC, lower case, the domain in
 * ASCII. What is sent is what was typed.
 */
export function addressKey(email: string): string {
  const address = email.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  return `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}
