import { z } from 'zod'
import { readAnniversary } from './anniversary.ts'
import { isAddress } from './email-address.ts'

const UUID = z.string().regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i)
const short = z.string().max(50)

/** The documented properties of `sign_up_form`; unknown ones are refused. */
const schema = z
  .strictObject({
    list_memberships: z.array(UUID).min(1).max(50),
    email_address: z.string().optional(),
    first_name: short.optional(),
    last_name: short.optional(),
    job_title: short.optional(),
    company_name: short.optional(),
    phone_number: z.string().max(25).optional(),
    custom_fields: z
      .array(z.strictObject({ custom_field_id: UUID, value: z.string().max(255) }))
      .max(50)
      .optional(),
    anniversary: z
      .string()
      .refine((text) => readAnniversary(text) !== undefined, 'is not a date in a documented format')
      .optional(),
    birthday_month: z.int().min(1).max(12).optional(),
    birthday_day: z.int().min(1).max(31).optional(),
    street_address: z
      .strictObject({
        kind: z.enum(['home', 'work', 'other']),
        street: z.string().max(255).optional(),
        city: short.optional(),
        state: short.optional(),
        postal_code: short.optional(),
        country: short.optional(),
      })
      .optional(),
    sms_channel: z
      .strictObject({
        sms_address: z.string(),
        dial_code: z.string(),
        country_code: z.string().length(2),
        sms_channel_consents: z.array(
          z.strictObject({
            sms_consent_permission: z.string(),
            consent_type: z.string(),
            consent_medium_type: z.string(),
            consent_medium_url: z.string(),
            consent_medium_details: z.string(),
            advertised_frequency: z.int().optional(),
            advertised_interval: z.string().optional(),
          }),
        ),
      })
      .optional(),
  })
  .superRefine(({ birthday_month: month, birthday_day: day }, context) => {
    const fault = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message })
    if (month === undefined && day !== undefined) fault('birthday_month', 'is missing')
    if (month !== undefined && day === undefined) fault('birthday_day', 'is missing')
    if (month === undefined || day === undefined) return
    // A birthday has no year; 2000 is a leap year, so it has every day. Out-of-range values are already reported.
    const inRange = month >= 1 && month <= 12 && day >= 1 && day <= 31
    if (inRange && new Date(Date.UTC(2000, month - 1, day)).getUTCMonth() !== month - 1) {
      fault('birthday_day', 'is not a day of that month')
    }
  })

/** Constant Contact's message for an address it refuses, whether malformed or flagged for abuse. */
export const INVALID_EMAIL = 'Email address is invalid'

export type SignUpForm = z.infer<typeof schema> & { email_address: string }
type Reading = { kind: 'valid'; form: SignUpForm } | { kind: 'invalid'; messages: string[] }

/** Reads the body of `sign_up_form`, or returns every error in it. */
export function readSignUpForm(body: unknown, emailLimit: number): Reading {
  const parsed = schema.safeParse(body, { reportInput: true })
  if (!parsed.success) return { kind: 'invalid', messages: parsed.error.issues.flatMap(issueMessages) }
  const address = parsed.data.email_address?.trim()
  // The real API also accepts an SMS number instead; the sandbox identifies contacts by address only.
  if (address === undefined) return { kind: 'invalid', messages: ['email_address is missing'] }
  if (address.length > emailLimit) {
    return { kind: 'invalid', messages: [`email_address must be ${emailLimit} characters or fewer`] }
  }
  if (!isAddress(address)) return { kind: 'invalid', messages: [INVALID_EMAIL] }
  return { kind: 'valid', form: { ...parsed.data, email_address: address } }
}

/** Constant Contact's messages, which begin with the property's name. The issue must carry its input. */
function issueMessages(issue: z.core.$ZodIssue): string[] {
  const name = issue.path.join('.') || 'The body'
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${[...issue.path, key].join('.')} is not a known property`)
    case 'too_big':
      if (issue.origin === 'string') return [`${name} must be ${issue.maximum} characters or fewer`]
      if (issue.origin === 'array') return [`${name} must be ${issue.maximum} items or fewer`]
      return [`${name} does not have a valid value`]
    case 'custom':
      return [`${name} ${issue.message}`]
    default:
      return [`${name} ${issue.input === undefined ? 'is missing' : 'does not have a valid value'}`]
  }
}
