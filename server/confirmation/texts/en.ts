import type { Texts } from './texts.ts'

export const en: Texts = {
  mail: {
    subject: 'Please confirm your sign-up at {site}',
    asked: 'Someone, hopefully you, filled in the sign-up form at {site} with this email address.',
    lists: 'You would receive:',
    details: 'These details would be saved as typed, replacing any earlier ones:',
    press: 'If this was you, open this page and press the button:',
    link: 'Review and confirm',
    once: 'The link works once and expires after 7 days.',
    stranger:
      'Wasn’t you? You don’t need to do anything, and nothing will change. To stop these emails, use the button on the same page.',
  },
  page: {
    title: 'Confirm your sign-up',
    asked: 'Someone, hopefully you, signed up at {site} with your email address.',
    came: 'Signed up on {time}',
    lists: 'You would receive:',
    details: 'These details would be saved as typed, replacing any earlier ones:',
    confirm: 'Confirm this sign-up',
    others: 'Other sign-ups with your email address',
    not_me_title: 'Wasn’t you?',
    not_me_text:
      'Press the button below. We will erase what was typed and won’t send you another email like this for 30 days.',
    not_me: 'This wasn’t me',
    confirmed_title: 'Thank you',
    confirmed: 'Your sign-up at {site} is confirmed.',
    stopped_title: 'Done. Nothing was changed.',
    stopped: 'We erased what was typed. You won’t get another email like this for 30 days.',
    gone_title: 'This link no longer works',
    gone: 'It has already been used, or it is more than 7 days old. To sign up, please fill in the form again.',
  },
  further_details: 'Further details',
}
