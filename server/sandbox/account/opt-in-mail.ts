import type { Contact } from './contacts.ts'
import type { Letter } from './mailbox.ts'

/** The mail with which the vendor asks a new contact to confirm, where the account has Confirmed Opt-In on. */
export function confirmationMail({ contact_id, email_address }: Contact, origin: string): Letter {
  return {
    to: email_address.address,
    subject: 'Please confirm your subscription to Juniper & Rye',
    text: `Somebody (we hope it was you) asked us to write to this address.\n\nConfirm: ${origin}/confirm/${contact_id}\n`,
  }
}

/** The mail with which the vendor asks an unsubscribed contact whether to write again. */
export function resubscribeMail({ contact_id, email_address }: Contact, origin: string): Letter {
  return {
    to: email_address.address,
    subject: 'Would you like to hear from Juniper & Rye again?',
    text: `You left our list, and somebody (we hope it was you) asked to return.\n\nReturn: ${origin}/confirm/${contact_id}\n`,
  }
}
