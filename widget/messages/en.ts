import { enLabels } from './en-labels.ts'
import type { Messages, Sentences } from './messages.ts'

export const enSentences: Sentences = {
  sending: 'Signing you up…',
  captcha: 'One more step: please confirm that you’re not a robot.',
  created: 'Thank you. You’re on the list.',
  created_unconfirmed: 'Almost done. Please click the button in the email we’ve just sent you.',
  updated: 'Welcome back. Your details are up to date.',
  accepted: 'Thank you. We’ve received your sign-up.',
  accepted_verify: 'Thank you. If we need you to confirm, an email is on its way.',

  required: 'Please fill in this field.',
  required_email: 'Enter your email address, like name@example.org.',
  required_choice: 'Please choose an option.',
  required_choices: 'Choose at least one.',
  required_box: 'Please tick this box.',
  invalid: 'This doesn’t look right. Please check it.',
  invalid_email: 'Enter a full email address, like name@example.org.',
  invalid_date: 'Enter a full date, with day, month and year.',
  invalid_number: 'Enter a number without thousands separators, like 1200 or 3.5.',
  invalid_day: 'Enter a day that exists in this month.',
  incomplete: 'Fill in both month and day, or leave both empty.',
  too_long: (n) => `Please use ${n} characters or fewer.`,
  too_many: 'Please choose fewer options.',
  unknown: 'This is no longer available. Please choose again.',
  not_accepted: 'This wasn’t accepted. Please check it.',

  check: 'Please check the marked fields.',

  check_back: 'Please go back and check what you entered.',
  timeout: 'This is taking too long. Please try again.',
  too_many_requests: (n) => `Too many attempts. Please try again in ${n} minutes.`,
  too_many_requests_minute: 'Too many attempts. Please try again in a minute.',
  unavailable: 'We can’t sign you up right now. Please try again in a few minutes.',
  origin_not_allowed: 'You can’t sign up on this page.',
  list_not_allowed: 'This list isn’t taking sign-ups right now. Please let the site owner know.',
  refused: 'Your sign-up wasn’t accepted. Please check your email address.',
  open_page: 'Open the form on its own page',
  failed: 'We couldn’t send your sign-up. Please let the site owner know.',
}

export const en: Messages = { labels: enLabels, sentences: enSentences }
