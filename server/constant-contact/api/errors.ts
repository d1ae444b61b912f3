import { ADDRESS_PARTS, type FieldCode, type FieldFaults, TEXT_FIELDS } from '../../contract.ts'
import type { SignUpForm } from './sign-up-form.ts'

/**
 * The vendor's error bodies. Its keys are coarse: one key stands for every fault of the data, and only the sentence
 * beside it says which. So this is the one file that looks at those sentences. They are never shown and never logged,
 * because they can quote what the visitor typed.
 */
type VendorError = { key: string; message: string }

export const NOT_FOUND = 'contacts.api.not_found'
export const QUOTA_EXCEEDED = 'quota_exceeded'

/** A key that may be logged. */
const KEY = /^[\w.-]{1,100}$/

/** The key of the first error that has one. Bodies come as an array, as a bare object, or as neither. */
export function errorKey(body: unknown): string | undefined {
  return vendorErrors(body).find(({ key }) => KEY.test(key))?.key
}

/**
 * True for the sentence of the vendor's lock against abuse, "invalid email address": more than five sign-ups of one address
 * within a day lock it for two. An address that is simply invalid reads the same, so this is a maybe.
 */
export function maybeAbuseLock(body: unknown): boolean {
  return vendorErrors(body).some(
    ({ message }) => /(\b|_)email(\b|_)/i.test(message) && /\binvalid\b/i.test(message),
  )
}

/** The fields that the vendor named, by the contract's dotted paths; empty where it named none. */
export function namedFields(body: unknown, form: SignUpForm): FieldFaults {
  const faults = new Map<string, FieldCode>()
  // One message may tell several faults: "first_name is too long, anniversary is invalid".
  for (const sentence of vendorErrors(body).flatMap(({ message }) => message.split(', '))) {
    const code = TOO_LONG.test(sentence) ? 'too_long' : 'refused'
    for (const path of pathsIn(sentence, form)) if (!faults.has(path)) faults.set(path, code)
  }
  return Object.fromEntries(faults)
}

const TOO_LONG = /max(imum)? ?length|too long|longer than|exceed|at most|characters or (fewer|less)/i

const PLAIN = [
  'email_address',
  ...TEXT_FIELDS,
  'anniversary',
  'birthday_month',
  'birthday_day',
  'list_memberships',
]

function pathsIn(message: string, form: SignUpForm): string[] {
  const plain = PLAIN.filter((property) => names(message, property))
  const address = names(message, 'street_address') ? addressPaths(message) : []
  return [...plain, ...address, ...customFieldPaths(message, form)]
}

function addressPaths(message: string): string[] {
  const parts = ADDRESS_PARTS.filter((part) => new RegExp(`street_address\\W{1,3}${part}\\b`).test(message))
  return parts.length === 0 ? ['street_address'] : parts.map((part) => `street_address.${part}`)
}

/** A custom field is named by its id, or by its place in the array (`custom_fields[3]`, `custom_fields/3`). */
function customFieldPaths(message: string, form: SignUpForm): string[] {
  const fields = form.custom_fields ?? []
  const byId = fields.filter((field) => message.toLowerCase().includes(field.custom_field_id.toLowerCase()))
  const byPlace = [...message.matchAll(/custom_fields\W(\d{1,2})\b/g)]
    .map(([, place]) => fields[Number(place)])
    .filter((field) => field !== undefined)
  const paths = [...byId, ...byPlace].map((field) => `custom_fields.${field.custom_field_id}`)
  return paths.length === 0 && names(message, 'custom_fields') ? ['custom_fields'] : paths
}

/** `first_name`, `First name`, `firstName` and `FirstName` all name the same property. */
function names(message: string, property: string): boolean {
  return new RegExp(`\\b${property.replaceAll('_', '[_ ]?')}\\b`, 'i').test(message)
}

function vendorErrors(body: unknown): VendorError[] {
  const items: unknown[] = Array.isArray(body) ? body : [body]
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const { error_key: key, error_message: message } = { error_key: '', error_message: '', ...item }
    return [{ key: String(key), message: typeof message === 'string' ? message.slice(0, 1000) : '' }]
  })
}
