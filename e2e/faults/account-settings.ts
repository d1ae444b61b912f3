/** The settings of the account in these tests. */
export const LIST = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
export const API_KEY = 'the-key-of-a-server-that-posts-many-sign-ups'
export const SECRET_KEY = 'a secret key for tests of more than thirty-two characters'
