/**
 * Every sentence a visitor can read, complete by type: a language that lacks one does not compile. Keys that are
 * names of the wire (fields, field codes, refusal codes) are looked up by them. `{n}` stands for a number.
 * All are texts, so that a sentence can be looked up by a key put together.
 */
export type Messages = {
  /** BCP 47 tag of the language these sentences are in. */
  language: string
  /** Twelve names from January on, separated by spaces: no Intl while a form is loading. */
  months: string
  /** Which of the two is written first in a birthday. */
  birthday_order: 'month day' | 'day month'

  email_address: string
  first_name: string
  last_name: string
  job_title: string
  company_name: string
  phone_number: string
  anniversary: string
  birthday: string
  month: string
  day: string
  address: string
  street: string
  city: string
  country: string
  /** What the part of a country in an address is called, and the code: that depends on the country. */
  region: string
  state: string
  province: string
  prefecture: string
  county: string
  postal_code: string
  postcode: string
  zip: string
  eircode: string
  list_memberships: string
  /** The first entry of a list to choose from. */
  choose: string
  optional: string
  /** The stated consent: what pressing the button means. */
  consent: string
  button: string
  sending: string
  /** The accessible name of a form without a title. */
  form: string
  /** Beside the field that only programs fill in. */
  trap: string

  created: string
  updated: string
  accepted: string

  /** What to do about one field. */
  required: string
  required_email_address: string
  required_list_memberships: string
  required_choice: string
  required_consent: string
  invalid: string
  invalid_email_address: string
  invalid_date: string
  invalid_number: string
  invalid_birthday_day: string
  incomplete: string
  incomplete_birthday_month: string
  incomplete_birthday_day: string
  too_long: string
  too_many: string
  unknown: string
  refused_field: string

  /** What to do about the whole form. */
  check: string
  offline: string
  timeout: string
  too_many_requests: string
  seconds: string
  minutes: string
  unavailable: string
  origin_not_allowed: string
  /** The text of the link to the form as a page of its own. */
  open_page: string
  list_not_allowed: string
  refused: string
  failed: string
  /** Instead of a form whose settings are wrong. */
  closed: string
}
