/** What a form says before anyone has pressed anything: all that is needed to draw it. */
export type Labels = {
  /** BCP 47 tag of the language these texts are in. */
  language: string
  /** Twelve names from January on, separated by spaces: no Intl while a form is loading. */
  months: string
  /** True where a birthday's day is written before its month. */
  dayFirst: boolean
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
  /** For any country; countries.ts knows what each calls it. */
  state: string
  postal_code: string
  country: string
  list_memberships: string
  /** The first entry of a list to choose from. */
  choose: string
  optional: string
  /** The stated consent: what pressing the button means. */
  consent: string
  button: string
  /** The accessible name of a form without a title. */
  form: string
  /** Beside the field that only robots fill in. */
  honeypot: string
  /** Instead of a form whose settings are wrong. */
  closed: string
  /** The relay cannot be reached. */
  offline: string
}

/**
 * What a form answers. Keys that are names of the wire (actions, field codes, refusal codes) are looked up by
 * them, a field code with its topic first: `required_choice` before `required`.
 */
export type Sentences = {
  sending: string
  /** Above a captcha, which few visitors ever meet. */
  captcha: string
  created: string
  /** The same where the account asks new contacts to confirm: said by the relay only. */
  created_unconfirmed: string
  updated: string
  accepted: string
  /** The same where the contact may have to confirm, in one sentence for everybody: said by the relay only. */
  accepted_verify: string

  /** What to do about one field. */
  required: string
  required_email: string
  required_choice: string
  required_choices: string
  required_box: string
  invalid: string
  invalid_email: string
  invalid_date: string
  invalid_number: string
  invalid_day: string
  incomplete: string
  too_long: (characters: number) => string
  too_many: string
  unknown: string
  not_accepted: string

  /** What to do about the whole form. */
  check: string
  /** The same where the form is on another page: said by the relay only. */
  check_back: string
  timeout: string
  /** For two minutes or more. */
  too_many_requests: (minutes: number) => string
  too_many_requests_minute: string
  unavailable: string
  origin_not_allowed: string
  list_not_allowed: string
  refused: string
  /** The text of the link to the form as a page of its own. */
  open_page: string
  failed: string
}

/** Every sentence a visitor can read, complete by type: a language that lacks one does not compile. */
export type Messages = { labels: Labels; sentences: Sentences }

/** The attributes of the site's own texts, where they may be in another language than our words. */
export type OwnLanguage = { lang?: string; dir: 'ltr' | 'rtl' | 'auto' }
