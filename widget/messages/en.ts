import { enLabels } from './en-labels.ts'
import type { Messages, Sentences } from './messages.ts'

export const enSentences: Sentences = {
  sending: 'Signing you up…',
  captcha: 'One more step: please show that you are not a robot.',
  created: 'Thank you. You are on the list.',
  created_unconfirmed: 'Almost done. Please press the button in the email we have just sent you.',
  updated: 'Welcome back. Your details are up to date.',
  accepted: 'Thank you. We have received your sign-up.',
  accepted_verify: 'Thank you. If we need you to confirm, an email is on its way.',

  required: 'Please fill this in.',
  required_email: 'Enter your email address, like name@example.org.',
  required_choice: 'Please choose one.',
  required_choices: 'Choose at least one.',
  required_box: 'Please tick this box.',
  invalid: 'This cannot be read. Please check it.',
  invalid_email: 'Enter a whole email address, like name@example.org.',
  invalid_date: 'Enter a whole date, with day, month and year.',
  invalid_number: 'Enter a number in digits, like 12 or 3.5.',
  invalid_day: 'Choose a day that this month has.',
  incomplete: 'Fill in both month and day, or leave both empty.',
  too_long: 'Shorten this to {n} characters at most.',
  too_many: 'Choose fewer, please.',
  unknown: 'This is no longer offered. Please choose again.',
  not_accepted: 'This was not accepted. Please check it.',

  check: 'Please check the marked fields.',

  check_back: 'Please go back and check what you typed.',
  timeout: 'This is taking too long. Please try again.',
  too_many_requests: 'There were too many tries. Please wait {n} min, then try again.',
  unavailable: 'Signing up does not work at the moment. Please try again in a few minutes.',
  origin_not_allowed: 'It is not possible to sign up on this page.',
  list_not_allowed: 'This list takes no sign-ups at the moment. Please tell the people who run this site.',
  refused: 'Your sign-up was not accepted. Please check your email address.',
  failed: 'Your sign-up could not be sent. Please tell the people who run this site.',
}

export const en: Messages = { labels: enLabels, sentences: enSentences }
