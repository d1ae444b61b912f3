import type { ControlAttributes } from './field.ts'

/** A day of the calendar: sent as YYYY-MM-DD whatever the visitor sees. Without a maximum, years could have six digits. */
export const DATE_INPUT: ControlAttributes = { type: 'date', max: '9999-12-31' }

/** What browsers fill in, by the name of the field. A street is one line: `street-address` would be several. */
const AUTOCOMPLETE = {
  email_address: 'email',
  first_name: 'given-name',
  last_name: 'family-name',
  job_title: 'organization-title',
  company_name: 'organization',
  phone_number: 'tel',
  birthday_month: 'bday-month',
  birthday_day: 'bday-day',
  country: 'country-name',
  street: 'address-line1',
  city: 'address-level2',
  state: 'address-level1',
  postal_code: 'postal-code',
}

/** What is no name and no place. Of a phone number, spaces, brackets and + are accepted as typed. */
const OTHERS: { [name: string]: ControlAttributes } = {
  email_address: { type: 'email', inputmode: 'email', autocapitalize: 'off', dir: 'ltr' },
  phone_number: { type: 'tel', inputmode: 'tel', dir: 'ltr' },
  birthday_day: { inputmode: 'numeric' },
  postal_code: { autocapitalize: 'characters' },
}

/** What browsers, and keyboards on the screen, are told of a field about the visitor. */
export function inputAttributes(name: keyof typeof AUTOCOMPLETE): ControlAttributes {
  return { autocomplete: AUTOCOMPLETE[name], autocapitalize: 'words', spellcheck: false, ...OTHERS[name] }
}
