import {
  ADDRESS_PARTS,
  type AddressPart,
  type CustomFieldValue,
  daysInMonth,
  type FieldFaults,
  isBirthday,
  isCalendarDate,
  isEmailAddress,
  LIMITS,
  readBirthdayDay,
  type SignUp,
  withoutInvisibles,
} from '../../server/contract.ts'
import { type Configuration, isAddressPart } from '../configuration/configuration.ts'
import type { CustomField } from '../configuration/custom-fields.ts'
import type { AddressFormat } from '../view/fields/address.ts'
import type { Checked, Values } from './form-model.ts'
import { readNumber } from './numbers.ts'

/** What is needed of an address: which parts a whole one must have, and which parts its country has at all. */
type AddressNeeds = Pick<AddressFormat, 'required' | 'labels'>

/** Which others it needs depends on the country. */
const EVERY_COUNTRY: AddressNeeds = {
  required: ['street', 'city', 'country'],
  labels: Object.fromEntries(ADDRESS_PARTS.map((part) => [part, part])),
}

/**
 * Makes a sign-up of what was typed, or names every fault by the relay's own codes and paths. Texts are trimmed,
 * never cut, unless the visitor cannot see them. What a site requires is known here only; everything else the relay
 * checks again in the same words. `language` is the one the visitor reads, and writes numbers in.
 */
export function checkSignUp(
  values: Values,
  { lists, listChoice, fields, customFields, addressKind, consent }: Configuration,
  needs = EVERY_COUNTRY,
  language = 'en',
): Checked {
  const faults: FieldFaults = {}
  const all = (path: string) =>
    (values[path] ?? [])
      .map((text) => (path === 'email_address' ? withoutInvisibles(text) : text).trim())
      .filter(Boolean)
  const read = (path: string, limit: number, required: boolean): string => {
    const text = all(path).join(', ')
    if (!text && required) faults[path] = 'required'
    if (text.length > limit) faults[path] = 'too_long'
    return text
  }

  const email_address = read('email_address', LIMITS.email_address, true)
  if (!faults['email_address'] && !isEmailAddress(email_address)) faults['email_address'] = 'invalid'
  const signUp: SignUp = { email_address, list_memberships: [], consent: { given: true, text: '' } }

  for (const { name, required } of fields) {
    if (name === 'birthday') checkBirthday(required)
    else if (name === 'address') {
      for (const part of ADDRESS_PARTS) checkPart(part, required && needs.required.includes(part))
    } else if (isAddressPart(name)) checkPart(name, required && Boolean(needs.labels[name]))
    else {
      const text = read(name, name === 'anniversary' ? LIMITS.custom_field_value : LIMITS[name], required)
      if (name === 'anniversary' && text && !isDate(text)) faults[name] = 'invalid'
      if (text) signUp[name] = text
    }
  }

  const answers = customFields.map(checkCustomField).filter(({ value }) => value)
  // Those that a page captures come last, and are too many only where the visitor cannot see it.
  if (answers.length) signUp.custom_fields = answers.slice(0, LIMITS.custom_fields)

  const chosen = all('list_memberships')
  signUp.list_memberships = lists.map(({ value }) => value).filter((id) => !listChoice || chosen.includes(id))
  if (!signUp.list_memberships.length) faults['list_memberships'] = 'required'

  signUp.consent.text = all('consent.text').join()
  if (consent && !all('consent.given').length) faults['consent.given'] = 'required'

  return Object.keys(faults).length ? { kind: 'faults', faults } : { kind: 'sign-up', signUp }

  function checkBirthday(required: boolean) {
    const month = read('birthday_month', LIMITS.custom_field_value, required)
    const day = read('birthday_day', LIMITS.custom_field_value, required)
    if (!month && !day) return
    if (!month) faults['birthday_month'] = 'incomplete'
    else if (!day) faults['birthday_day'] = 'incomplete'
    else if (!daysInMonth(Number(month))) faults['birthday_month'] = 'invalid'
    else if (!isBirthday(Number(month), readBirthdayDay(day))) faults['birthday_day'] = 'invalid'
    signUp.birthday_month = Number(month)
    signUp.birthday_day = readBirthdayDay(day)
  }

  function checkPart(part: AddressPart, required: boolean) {
    const text = read(`street_address.${part}`, LIMITS[part], required)
    if (text) signUp.street_address = { kind: addressKind, ...signUp.street_address, [part]: text }
  }

  function checkCustomField({ id, type, required, options, value: preset }: CustomField): CustomFieldValue {
    const path = `custom_fields.${id}`
    // What the address said of the visitor wins over what the site says of all.
    if (type === 'hidden')
      return { custom_field_id: id, value: (all(path)[0] ?? preset).slice(0, LIMITS.custom_field_value) }
    const text = read(path, LIMITS.custom_field_value, required)
    const value = type === 'number' ? (readNumber(text, language) ?? '') : text
    const wrong =
      (type === 'date' && !isDate(value)) ||
      (type === 'number' && !value) ||
      (options.length && !all(path).every((text) => options.some((option) => option.value === text)))
    if (text && wrong && !faults[path]) faults[path] = 'invalid'
    return { custom_field_id: id, value }
  }
}

/** True for a day of the calendar, written as date inputs write it. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return isCalendarDate(Number(year), Number(month), Number(day))
}
