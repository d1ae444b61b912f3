import type { Account } from '../account/account.ts'
import type { Clock } from '../account/clock.ts'
import { type Contact, type Contacts, contactKey } from '../account/contacts.ts'
import type { Identifiers } from '../account/identifiers.ts'
import type { Mailbox } from '../account/mailbox.ts'
import { confirmationMail } from '../account/opt-in-mail.ts'
import type { AbuseLock } from '../rules/abuse-lock.ts'
import type { InFlight } from '../rules/contact-lock.ts'
import type { Settings } from '../rules/settings.ts'
import { applySignUp } from './apply-sign-up.ts'
import { isAddress } from './email-address.ts'
import { readJson } from './json-body.ts'
import { EMAIL_INVALID, readSignUpForm, type SignUpForm } from './sign-up-form.ts'
import { conflict, dataRefused, notJson, unknownId } from './vendor-errors.ts'

export type SignUpEndpointParts = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  abuseLock: AbuseLock
  inFlight: InFlight
  clock: Clock
  identifiers: Identifiers
  settings: () => Settings
  origin: () => string
}

/** `POST /v3/contacts/sign_up_form`: 201 created, 200 updated, or why not. */
export function createSignUpEndpoint(parts: SignUpEndpointParts): (request: Request) => Promise<Response> {
  const { account, contacts, abuseLock, inFlight, settings } = parts

  function unknown(form: SignUpForm): Response | undefined {
    const list = form.list_memberships.find((id) => account.list(id) === undefined)
    if (list !== undefined) return unknownId(settings().unknown_id_status, `list_memberships: ${list}`)
    const field = form.custom_fields?.find((one) => account.customField(one.custom_field_id) === undefined)
    if (field === undefined) return undefined
    return unknownId(settings().unknown_id_status, `custom_fields: ${field.custom_field_id}`)
  }

  function apply(form: SignUpForm): Response {
    const earlier = contacts.byKey(contactKey(form.email_address))
    const confirmedOptIn = settings().confirmed_opt_in
    const around = { time: parts.clock.iso(), confirmedOptIn, identifiers: parts.identifiers }
    const contact = applySignUp(earlier, form, around)
    contacts.keep(contact)
    if (isWaiting(contact)) parts.mailbox.receive(confirmationMail(contact, parts.origin()))
    const action = earlier === undefined ? 'created' : 'updated'
    return Response.json(
      { contact_id: contact.contact_id, action },
      { status: action === 'created' ? 201 : 200 },
    )
  }

  return async (request) => {
    const body = await readJson(request)
    if (body.kind === 'other-type') return notJson()
    if (body.kind === 'malformed') return dataRefused(['The JSON is malformed'])
    const key = keyOf(body.value)
    if (key !== undefined && abuseLock.attempt(key)) return dataRefused([EMAIL_INVALID])
    const reading = readSignUpForm(body.value, settings().email_limit)
    if (reading.kind === 'refused') return dataRefused(reading.messages)
    const unknownPart = unknown(reading.form)
    if (unknownPart !== undefined) return unknownPart
    const answer = await inFlight.alone(contactKey(reading.form.email_address), () => apply(reading.form))
    return answer ?? conflict('Simultaneous requests on the same contact.')
  }
}

/** The address an attempt was made for, also when the rest of the body is refused. */
function keyOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('email_address' in body)) return undefined
  if (typeof body.email_address !== 'string') return undefined
  const key = contactKey(body.email_address)
  return isAddress(key) ? key : undefined
}

function isWaiting({ email_address }: Contact): boolean {
  return email_address.permission_to_send === 'pending_confirmation'
}
