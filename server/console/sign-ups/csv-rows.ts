import { ADDRESS_PARTS, type SignUp, TEXT_FIELDS } from '../../contract.ts'
import { reasonInWords } from '../../operator/reasons.ts'
import type { ShownSignUp } from '../../outbox/listing.ts'
import type { CsvRows } from '../csv.ts'

/** The columns of a file of sign-ups: about each, and then what was typed, by the names of the wire. */
export const SIGN_UP_COLUMNS = [
  ...['sign_up', 'state', 'why', 'recorded_at', 'since', 'kept', 'email_address', ...TEXT_FIELDS],
  ...[
    'birthday',
    'anniversary',
    'street_address.kind',
    ...ADDRESS_PARTS.map((part) => `street_address.${part}`),
  ],
  ...['custom_fields', 'list_memberships', 'consent', 'page', 'language'],
]

/** Sign-ups as rows of these columns. `kept` says why the others are empty: `erased` or `unreadable`. */
export async function* signUpRows(pages: AsyncIterable<readonly ShownSignUp[]>): CsvRows {
  for await (const some of pages) yield some.map(signUpRow)
}

function signUpRow({ id, state, reason, recordedAt, since, content }: ShownSignUp): string[] {
  const why = reason === null ? '' : reasonInWords(reason)[0]
  const times = [recordedAt, since].map((time) => new Date(time).toISOString())
  const about = [String(id), state, why, ...times, content.kind]
  if (content.kind === 'kept') return [...about, ...typedCells(content.signUp)]
  return [...about, ...SIGN_UP_COLUMNS.slice(about.length).map(() => '')]
}

function typedCells(signUp: SignUp): string[] {
  const { birthday_month: month, birthday_day: day, street_address: address } = signUp
  return [
    signUp.email_address,
    ...TEXT_FIELDS.map((field) => signUp[field] ?? ''),
    month === undefined ? '' : [month, day].map((part) => String(part).padStart(2, '0')).join('/'),
    signUp.anniversary ?? '',
    address?.kind ?? '',
    ...ADDRESS_PARTS.map((part) => address?.[part] ?? ''),
    (signUp.custom_fields ?? []).map(({ custom_field_id: id, value }) => `${id}=${value}`).join('\n'),
    signUp.list_memberships.join(' '),
    signUp.consent.text,
    signUp.page ?? '',
    signUp.language ?? '',
  ]
}
