/**
 * What crosses the wire between a page and the relay: paths, the sign-up, outcomes, refusal codes, and the limits and simple
 * rules of every field, which both sides check. It is the only file of the relay that the widget imports, so it imports
 * nothing itself: every visitor would download a schema library.
 *
 * Pages in the wild depend on this file. Add to it; never rename or remove anything within v1.
 */

/** The paths that every page's script needs. The others are apart, so that no page downloads them. */
export const FORM_PATHS = { script: '/v1/signup.js', signups: '/v1/signups', form: '/form' } as const

export const PATHS = {
  ...FORM_PATHS,
  starts: '/v1/starts',
  snippet: '/v1/snippet',
  logo: '/v1/logo',
  connect: '/connect',
  connectCallback: '/connect/callback',
  connected: '/connect/connected',
  confirm: '/confirm',
  console: '/console',
  live: '/health/live',
  ready: '/health/ready',
} as const

/** The limits of a form's settings, apart for the same reason. */
export const SETTING_LIMITS = {
  custom_field_value: 255,
  custom_fields: 50,
  list_memberships: 50,
  consent_text: 2000,
} as const

/** Lengths in UTF-16 units after trimming, counts in items, sizes in bytes. */
export const LIMITS = {
  ...SETTING_LIMITS,
  email_address: 80,
  first_name: 50,
  last_name: 50,
  job_title: 50,
  company_name: 50,
  phone_number: 25,
  street: 255,
  city: 50,
  state: 50,
  postal_code: 50,
  country: 50,
  page: 2048,
  language: 35,
  trap: 255,
  proof: 4096,
  captcha: 4096,
  /** The largest sign-up takes 190 kB as a form post in a script of three bytes a letter. */
  body_bytes: 196_608,
} as const

export const ADDRESS_KINDS = ['home', 'work', 'other'] as const
export type AddressKind = (typeof ADDRESS_KINDS)[number]

/** The plain text properties of `sign_up_form`, in the order a form shows them. */
export const TEXT_FIELDS = ['first_name', 'last_name', 'job_title', 'company_name', 'phone_number'] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** The parts of a street address that a visitor fills in; the site chooses `kind`. */
export const ADDRESS_PARTS = ['street', 'city', 'state', 'postal_code', 'country'] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]

export type StreetAddress = { kind: AddressKind } & { [part in AddressPart]?: string }
export type CustomFieldValue = { custom_field_id: string; value: string }

/** The body of `POST /v1/signups`. Absent, empty and null mean the same. */
export type SignUp = {
  /** A UUID made at the first submit of a filled form; a repeat with the same id and content is the same sign-up. */
  submission_id?: string
  email_address: string
  birthday_month?: number
  birthday_day?: number
  /** One of the date formats of `sign_up_form`; the widget sends YYYY-MM-DD. */
  anniversary?: string
  street_address?: StreetAddress
  custom_fields?: CustomFieldValue[]
  list_memberships: string[]
  consent: { given: true; text: string }
  /** Address of the page the form stood on. */
  page?: string
  /** BCP 47 tag of the language the visitor read. */
  language?: string
  /** `hidden_fields`: ids of custom fields that the visitor cannot see, so that they are not asked to correct them. */
  signals?: { trap?: string; elapsed_ms?: number; hidden_fields?: string[] }
  proof?: string
  captcha?: string
} & { [field in TextField]?: string }

/** The outcome of a sign-up. The action determines the HTTP status. */
export type Action = 'created' | 'updated' | 'accepted'
export const ACTION_STATUS = { created: 201, updated: 200, accepted: 202 } as const satisfies Record<
  Action,
  number
>
export type Outcome = { action: Action; message: string }

/** Why a request was refused. The code determines the HTTP status. */
export const REFUSAL_STATUS = {
  malformed: 400,
  origin_not_allowed: 403,
  list_not_allowed: 403,
  proof_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_fields: 422,
  consent_required: 422,
  refused: 422,
  too_many_requests: 429,
  unavailable: 503,
} as const
export type RefusalCode = keyof typeof REFUSAL_STATUS

export const FIELD_CODES = [
  'required',
  'too_long',
  'too_many',
  'invalid',
  'unknown',
  'incomplete',
  'refused',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

/** Faults by dotted path: `email_address`, `street_address.city`, `custom_fields.<uuid>`. */
export type FieldFaults = { [path: string]: FieldCode }

/** An `application/problem+json` body (RFC 9457). */
export type Problem = {
  type: string
  title: string
  status: number
  code: RefusalCode
  detail?: string
  fields?: FieldFaults
  challenge?: unknown
}

/**
 * The messages between host page and frame. The host sends its greeting first, and again when its settings change: settings
 * by name, prefilled values by path, the style as CSS properties.
 */
export type FrameGreeting = {
  type: 'signup-widget:greeting'
  v: 1
  page: string
  settings?: { [name: string]: string }
  values?: { [path: string]: string[] }
  look?: { [property: string]: string }
}
export type FrameHeight = { type: 'signup-widget:height'; v: 1; height: number }
export type FrameState = { type: 'signup-widget:state'; v: 1; state: string }
/** An event of the form. If the page may cancel it, the host answers with a verdict. */
export type FrameMoment = {
  type: 'signup-widget:moment'
  v: 1
  moment: string
  state: string
  detail: { action?: string; code?: string; fields?: string[] }
}
export type FrameVerdict = { type: 'signup-widget:verdict'; v: 1; moment: string; go: boolean }

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** True for a UUID of any version: Constant Contact's are version 1. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

const EMAIL =
  /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cs}]+@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cs}.]+(?:\.[^\s@<>()[\]\\,;:"\p{Cc}\p{Cs}.]+)+$/u
/**
 * True for what looks like an email address: one `@`, a dotted domain, nothing that needs quoting. Deliberately lenient (`+`,
 * capitals and international domains pass), since Constant Contact decides. Does not check the length.
 */
export function isEmailAddress(text: string): boolean {
  return EMAIL.test(text)
}

/** The wide letters, digits and signs of East Asian keyboards as everybody else writes them. */
function narrowed(text: string): string {
  return text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

/**
 * An address without the invisible characters that a copied one may carry (zero-width spaces, joiners, marks of direction):
 * nobody can see them, so nobody could remove them. Other texts keep theirs: many scripts need them. A wide `＠` becomes `@`.
 */
export function withoutInvisibles(address: string): string {
  return narrowed(address.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')).replace(/[。｡]/g, '.')
}

/** Days in a month (1–12) of a birthday, which has no year: February has 29. 0 for a month that does not exist. */
export function daysInMonth(month: number): number {
  return [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/**
 * Digits as Arabic, Persian and Japanese keyboards write them, as everybody reads them, without marks that nobody sees. Raised
 * digits stay: `10²` is not 102.
 */
export function inWesternDigits(text: string): string {
  const narrow = narrowed(text.replace(/\p{Cf}/gu, ''))
  return narrow.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
}

/** Reads a day of the month, however it is written (`24.`, `1er`, `24th`); NaN if it is none. */
export function readBirthdayDay(text: string): number {
  const [, digits] = /^\D*0*(\d{1,2})\D*$/.exec(inWesternDigits(text)) ?? []
  return Number(digits)
}

/** True for a month and day that exist in some year. */
export function isBirthday(month: number, day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= daysInMonth(month)
}

/** True for a day of the Gregorian calendar. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return year >= 1 && isBirthday(month, day) && (month !== 2 || day < 29 || leap)
}
