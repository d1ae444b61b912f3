import { z } from 'zod'
import {
  ADDRESS_KINDS,
  daysInMonth,
  FIELD_CODES,
  type FieldCode,
  type FieldFaults,
  isBirthday,
  isEmailAddress,
  isUuid,
  LIMITS,
  type SignUp,
  withoutInvisibles,
} from '../../contract.ts'
import { readAnniversary } from '../../sign-up/anniversary.ts'
import { dropEmpty, isRecord } from './drop-empty.ts'
import { leaveOutInvisible } from './leave-out-invisible.ts'

/** The message of each check is the field code itself. */
const REQUIRED = 'required' satisfies FieldCode
const TOO_LONG = 'too_long' satisfies FieldCode
const TOO_MANY = 'too_many' satisfies FieldCode
const INVALID = 'invalid' satisfies FieldCode
const INCOMPLETE = 'incomplete' satisfies FieldCode

const missingOrInvalid = {
  error: ({ input }: { readonly input?: unknown }): FieldCode => (input === undefined ? REQUIRED : INVALID),
}

/** zod's own `max` counts code points; the contract counts UTF-16 units, as browsers do. */
const text = (limit: number) => z.string(missingOrInvalid).refine((value) => value.length <= limit, TOO_LONG)
const optionalText = (limit: number) => text(limit).exactOptional()
const isAnniversary = (value: string) => readAnniversary(value) !== undefined
const uuid = z.string(missingOrInvalid).refine(isUuid, INVALID)
/** Each id once, in lower case: Constant Contact ignores the case of ids. */
const distinct = (ids: string[]) => [...new Set(ids.map((id) => id.toLowerCase()))]
const wholeNumber = z.int(INVALID).exactOptional()

const streetAddress = z.strictObject(
  {
    kind: z.enum(ADDRESS_KINDS, missingOrInvalid),
    street: optionalText(LIMITS.street),
    city: optionalText(LIMITS.city),
    state: optionalText(LIMITS.state),
    postal_code: optionalText(LIMITS.postal_code),
    country: optionalText(LIMITS.country),
  },
  INVALID,
)

const customField = z.strictObject({ custom_field_id: uuid, value: text(LIMITS.custom_field_value) }, INVALID)

/** Refinements over several properties run even if others are faulty, so that every fault is reported at once. */
const always = { when: () => true }
type Birthday = { birthday_month?: unknown; birthday_day?: unknown }

const signUp = z
  .strictObject(
    {
      submission_id: uuid.exactOptional(),
      email_address: text(LIMITS.email_address).refine(isEmailAddress, INVALID),
      first_name: optionalText(LIMITS.first_name),
      last_name: optionalText(LIMITS.last_name),
      job_title: optionalText(LIMITS.job_title),
      company_name: optionalText(LIMITS.company_name),
      phone_number: optionalText(LIMITS.phone_number),
      birthday_month: wholeNumber,
      birthday_day: wholeNumber,
      anniversary: z.string(INVALID).refine(isAnniversary, INVALID).exactOptional(),
      street_address: streetAddress.exactOptional(),
      custom_fields: z
        .array(customField, INVALID)
        .max(LIMITS.custom_fields, TOO_MANY)
        .refine(
          (fields) => distinct(fields.map((field) => field.custom_field_id)).length === fields.length,
          INVALID,
        )
        .exactOptional(),
      list_memberships: z
        .array(uuid, missingOrInvalid)
        .min(1, REQUIRED)
        .transform(distinct)
        .refine((lists) => lists.length <= LIMITS.list_memberships, TOO_MANY),
      consent: z.strictObject(
        { given: z.literal(true, REQUIRED), text: text(LIMITS.consent_text) },
        missingOrInvalid,
      ),
      page: optionalText(LIMITS.page),
      language: optionalText(LIMITS.language),
      signals: z
        .strictObject(
          {
            trap: optionalText(LIMITS.trap),
            elapsed_ms: z.number(INVALID).min(0, INVALID).exactOptional(),
            hidden_fields: z.array(uuid, INVALID).exactOptional(),
          },
          INVALID,
        )
        .exactOptional(),
      proof: optionalText(LIMITS.proof),
      captcha: optionalText(LIMITS.captcha),
    },
    INVALID,
  )
  .superRefine(({ birthday_month: month, birthday_day: day }: Birthday, { addIssue }) => {
    const fault = (path: keyof Birthday, code: FieldCode) =>
      addIssue({ code: 'custom', path: [path], message: code })
    if (month !== undefined && day === undefined) fault('birthday_day', INCOMPLETE)
    if (day !== undefined && month === undefined) fault('birthday_month', INCOMPLETE)
    if (typeof month !== 'number' || day === undefined) return
    if (daysInMonth(month) === 0) fault('birthday_month', INVALID)
    else if (typeof day === 'number' && !isBirthday(month, day)) fault('birthday_day', INVALID)
  }, always)

function isFieldCode(text: string): text is FieldCode {
  return FIELD_CODES.some((code) => code === text)
}

/** The contract's dotted name of where an issue is; items are named by id, not by position. */
function dottedPath(path: PropertyKey[], body: Record<string, unknown>): string {
  const [property, item] = path
  if (property === 'list_memberships') return 'list_memberships'
  if (property !== 'custom_fields') return path.map(String).join('.')
  const fields = body['custom_fields']
  const field: unknown = Array.isArray(fields) && typeof item === 'number' ? fields[item] : undefined
  const id = isRecord(field) ? field['custom_field_id'] : undefined
  return typeof id === 'string' && isUuid(id) ? `custom_fields.${id}` : 'custom_fields'
}

function faultsOf(issues: z.core.$ZodIssue[], body: Record<string, unknown>): FieldFaults {
  const faults = new Map<string, FieldCode>()
  const note = (path: string, code: FieldCode) => faults.has(path) || faults.set(path, code)
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) note(dottedPath([...issue.path, key], body), 'unknown')
    } else {
      note(dottedPath(issue.path, body), isFieldCode(issue.message) ? issue.message : INVALID)
    }
  }
  return Object.fromEntries(faults)
}

function withCleanAddress(posted: Record<string, unknown>): Record<string, unknown> {
  const address = posted['email_address']
  return typeof address === 'string' ? { ...posted, email_address: withoutInvisibles(address) } : posted
}

/**
 * Reads what was posted as a sign-up: texts trimmed, empty properties dropped, each list once. Every fault is reported at
 * once, by its dotted name; a property that the contract does not have is a fault too.
 */
export function readSignUp(
  posted: Record<string, unknown>,
): { kind: 'sign-up'; signUp: SignUp } | { kind: 'faults'; faults: FieldFaults } {
  const body = leaveOutInvisible(dropEmpty(withCleanAddress(posted)))
  const result = signUp.safeParse(body)
  if (!result.success) return { kind: 'faults', faults: faultsOf(result.error.issues, body) }
  return { kind: 'sign-up', signUp: result.data }
}
