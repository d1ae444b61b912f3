import fc from 'fast-check'
import { LISTS } from '../support/embed.ts'

/** The custom fields of the sandbox's account by kind. */
export const FIELDS = {
  text: '1618ae62-4752-11e9-9c8a-fa163e6b01c1',
  textarea: '1618ae62-4752-11e9-9c8a-fa163e6b01c2',
  date: '1618ae62-4752-11e9-9c8a-fa163e6b01c3',
  number: '1618ae62-4752-11e9-9c8a-fa163e6b01c4',
  select: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
  checkbox: '1618ae62-4752-11e9-9c8a-fa163e6b01c6',
  radio: '1618ae62-4752-11e9-9c8a-fa163e6b01c7',
}
export const HEARD = ['A friend', 'The market', 'Online', 'Walking past']
export const INTERESTS = ['Bread', 'Pastry', 'Coffee', 'Workshops']

/** What a visitor types, by the dotted names of the fields; several values for check boxes. */
export type Typed = { [name: string]: string | string[] }

/** Texts in any script, as long as the limit allows: it counts UTF-16 units. */
function textUpTo(limit: number) {
  return fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: limit }),
      fc.constantFrom('x'.repeat(limit), '<b>', "O'Rye & Söhne", '株式会社', 'محمد علي', '🥖'),
    )
    .map((text) => text.normalize().trim())
    .filter((text) => text !== '' && text.length <= limit)
}

const lines = fc
  .array(textUpTo(60), { minLength: 1, maxLength: 3 })
  .map((all) => all.join('\n'))
  .filter((text) => text.length < 250)

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-29'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** An address of this length, which no other sign-up has. */
function addressOf(length: number, unique: string): string {
  const end = '.example.com'
  const start = `${unique}+news@`
  return `${start}${'a'.repeat(Math.max(1, length - start.length - end.length))}${end}`
}

const typed = fc.record(
  {
    first_name: textUpTo(50),
    last_name: textUpTo(50),
    job_title: textUpTo(50),
    company_name: textUpTo(50),
    phone_number: fc.constantFrom('+44 (0)20 7946 0000', '555-1212', '5'.repeat(25), '٠١٢٣٤٥'),
    anniversary: day,
    birthday: fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }),
    'street_address.street': textUpTo(255),
    'street_address.city': textUpTo(50),
    'street_address.postal_code': textUpTo(50),
    [`custom_fields.${FIELDS.text}`]: textUpTo(255),
    [`custom_fields.${FIELDS.textarea}`]: lines,
    [`custom_fields.${FIELDS.date}`]: day,
    [`custom_fields.${FIELDS.number}`]: fc.constantFrom('0', '3', '3.5', '12.25', '1000000'),
    [`custom_fields.${FIELDS.select}`]: fc.constantFrom(...HEARD),
    [`custom_fields.${FIELDS.checkbox}`]: fc.subarray(INTERESTS, { minLength: 1 }),
    [`custom_fields.${FIELDS.radio}`]: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
)

/** So many sign-ups as visitors type them, the same for the same seed; some of their addresses have 51 to 80 characters. */
export function generatedSignUps(count: number, seed: number): Typed[] {
  const lists = fc.subarray(Object.values(LISTS), { minLength: 1 })
  const all = fc.record({ typed, lists, length: fc.integer({ min: 30, max: 80 }) })
  return fc.sample(all, { numRuns: count, seed }).map((one, index) => {
    const { birthday, ...rest } = one.typed
    return {
      ...rest,
      email_address: addressOf(one.length, `s${seed}n${index}`),
      list_memberships: one.lists,
      ...(birthday && { birthday_month: String(birthday.month), birthday_day: String(birthday.day) }),
    }
  })
}

/** A day in each of the ways in which a program may post an anniversary. */
export function writtenDays(iso: string): string[] {
  const [year = '', month = '', dayOfMonth = ''] = iso.split('-')
  const [m, d] = [String(Number(month)), String(Number(dayOfMonth))]
  return [
    iso,
    `${month}/${dayOfMonth}/${year}`,
    `${m}/${d}/${year}`,
    `${year}/${month}/${dayOfMonth}`,
    `${year}/${m}/${d}`,
    `${year}-${m}-${d}`,
    `${m}-${d}-${year}`,
    `${m}-${dayOfMonth}-${year}`,
    `${month}/${d}/${year}`,
    `${m}/${dayOfMonth}/${year}`,
    `${year}-${month}-${d}`,
  ]
}
