import type { Contact } from './contacts.ts'
import type { OutgoingMail } from './mailbox.ts'

/** Asks a new contact to confirm; sent by accounts with Confirmed Opt-In. */
export function confirmationMail({ contact_id, email_address }: Contact, origin: string): OutgoingMail {
  return {
    to: email_address.address,
    subject: 'Please confirm your subscription to Juniper & Rye',
    text: `Someone, hopefully you, signed up with this address.\n\nConfirm: ${origin}/confirm/${contact_id}\n`,
  }
}

/** Asks an unsubscribed contact to confirm that they want to resubscribe. */
export function resubscribeMail({ contact_id, email_address }: Contact, origin: string): OutgoingMail {
  return {
    to: email_address.address,
    subject: 'Would you like to hear from Juniper & Rye again?',
    text: `You unsubscribed, and someone, hopefully you, has asked to resubscribe.\n\nResubscribe: ${origin}/confirm/${contact_id}\n`,
  }
}
