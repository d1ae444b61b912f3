import type { Account } from '../account/account.ts'
import type { Clock } from '../account/clock.ts'
import { type Contact, type Contacts, contactKey } from '../account/contacts.ts'
import type { Identifiers } from '../account/identifiers.ts'
import type { Mailbox } from '../account/mailbox.ts'
import { confirmationMail } from '../account/opt-in-mail.ts'
import type { AbuseLock } from '../rules/abuse-lock.ts'
import type { ContactLock } from '../rules/contact-lock.ts'
import type { Settings } from '../rules/settings.ts'
import { applySignUp } from './apply-sign-up.ts'
import { faultOfValue } from './custom-field-value.ts'
import { isAddress } from './email-address.ts'
import { readJson } from './json-body.ts'
import { INVALID_EMAIL, readSignUpForm, type SignUpForm } from './sign-up-form.ts'
import { conflict, invalidData, notJson, unknownId } from './vendor-errors.ts'

type Dependencies = {
  account: Account
  contacts: Contacts
  mailbox: Mailbox
  abuseLock: AbuseLock
  contactLock: ContactLock
  clock: Clock
  identifiers: Identifiers
  settings: () => Settings
  origin: () => string
}

/** `POST /v3/contacts/sign_up_form`: 201 created, 200 updated, or an error. */
export function createSignUpEndpoint(services: Dependencies): (request: Request) => Promise<Response> {
  const { account, contacts, abuseLock, contactLock, settings } = services

  function checkIds(form: SignUpForm): Response | undefined {
    const list = form.list_memberships.find((id) => account.list(id) === undefined)
    if (list !== undefined) return unknown('list_memberships', 'list', list)
    const field = form.custom_fields?.find(({ custom_field_id: id }) => account.customField(id) === undefined)
    if (field === undefined) return undefined
    return unknown('custom_fields', 'field', field.custom_field_id)
  }

  function unknown(property: string, what: string, id: string): Response {
    const { unknown_id_key, unknown_id_status } = settings()
    return unknown_id_key === 'validation'
      ? invalidData([`${property} contains a ${what} that does not exist`])
      : unknownId(unknown_id_status, `${property}: ${id}`)
  }

  function faultsOfValues({ custom_fields = [] }: SignUpForm): string[] {
    return custom_fields.flatMap(({ custom_field_id: id, value }) => {
      const field = account.customField(id)
      const fault = field && faultOfValue(field, value)
      return fault === undefined ? [] : [`custom_fields: ${id} ${fault}`]
    })
  }

  function apply(form: SignUpForm): Response {
    const earlier = contacts.byKey(contactKey(form.email_address))
    const confirmedOptIn = settings().confirmed_opt_in
    const context = { time: services.clock.iso(), confirmedOptIn, identifiers: services.identifiers }
    const contact = applySignUp(earlier, form, context)
    contacts.save(contact)
    if (isPending(contact)) services.mailbox.receive(confirmationMail(contact, services.origin()))
    const action = earlier === undefined ? 'created' : 'updated'
    return Response.json(
      { contact_id: contact.contact_id, action },
      { status: action === 'created' ? 201 : 200 },
    )
  }

  return async (request) => {
    const body = await readJson(request)
    if (body.kind === 'not-json') return notJson()
    if (body.kind === 'malformed') return invalidData(['The JSON is malformed'])
    const key = keyOf(body.value)
    if (key !== undefined && abuseLock.attempt(key)) return invalidData([INVALID_EMAIL])
    const reading = readSignUpForm(body.value, settings().email_limit)
    if (reading.kind === 'invalid') return invalidData(reading.messages)
    const idError = checkIds(reading.form)
    if (idError !== undefined) return idError
    const faults = faultsOfValues(reading.form)
    if (faults.length > 0) return invalidData(faults)
    const response = await contactLock.hold(contactKey(reading.form.email_address), () => apply(reading.form))
    return response ?? conflict('Simultaneous requests on the same contact.')
  }
}

/** The address that an attempt counts for, even if the rest of the body is invalid. */
function keyOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('email_address' in body)) return undefined
  if (typeof body.email_address !== 'string') return undefined
  const key = contactKey(body.email_address)
  return isAddress(key) ? key : undefined
}

function isPending({ email_address }: Contact): boolean {
  return email_address.permission_to_send === 'pending_confirmation'
}
