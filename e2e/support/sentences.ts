/** The messages that visitors read in English, word for word. */
export const CREATED = 'Thank you. You’re on the list.'
export const UPDATED = 'Welcome back. Your details are up to date.'
export const UNAVAILABLE = 'We can’t sign you up right now. Please try again in a few minutes.'
export const CLOSED = 'The sign-up form isn’t available right now.'
export const ACCEPTED = 'Thank you. We’ve received your sign-up.'
export const REFUSED = 'Your sign-up wasn’t accepted. Please check your email address.'
