/** The messages that visitors read in English, word for word. */
export const CREATED = 'Thank you. You are on the list.'
export const UPDATED = 'Welcome back. Your details are up to date.'
export const UNAVAILABLE = 'Signing up does not work at the moment. Please try again in a few minutes.'
export const CLOSED = 'The sign-up form is not available at the moment.'
export const ACCEPTED = 'Thank you. We have received your sign-up.'
export const REFUSED = 'Your sign-up was not accepted. Please check your email address.'
