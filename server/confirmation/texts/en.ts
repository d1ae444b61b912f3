import type { Texts } from './texts.ts'

export const en: Texts = {
  mail: {
    subject: 'Please confirm your sign-up at {site}',
    asked: 'Somebody (we hope it was you) filled in the sign-up form of {site} with this email address.',
    lists: 'You would receive:',
    details: 'These details would be stored as they were typed there, in place of earlier ones:',
    press: 'If this was you, open this page and press the button there:',
    link: 'See what to confirm',
    once: 'The link works once, for 7 days.',
    stranger:
      'If this was not you, you need not do anything: nothing changes. The same page has a button that stops these emails.',
  },
  page: {
    title: 'Confirm your sign-up',
    asked: 'Somebody (we hope it was you) signed up at {site} with your email address.',
    came: 'Signed up on {time}',
    lists: 'You would receive:',
    details: 'These details would be stored as they were typed, in place of earlier ones:',
    confirm: 'Confirm this sign-up',
    others: 'There are other sign-ups with your address',
    not_me_title: 'This was not you?',
    not_me_text:
      'Then press the button. Nothing is stored of what was typed, and we send you no such email for 30 days.',
    not_me: 'This was not me',
    confirmed_title: 'Thank you',
    confirmed: 'Your sign-up at {site} is confirmed.',
    stopped_title: 'It is erased',
    stopped:
      'Nothing was changed, and what was typed is erased. You will not get an email like this for 30 days.',
    gone_title: 'This link no longer works',
    gone: 'It was used already, or it is older than 7 days. If you would like to sign up, please fill in the form again.',
  },
  further_details: 'Further details',
}
