/**
 * What an owner is alerted to. `waiting`: sign-ups have waited for longer than an hour. `quota`: the day's calls are nearly
 * used up. `mail`: the mail server takes nothing, or mails have waited for longer than an hour. `form`: Constant Contact
 * refuses what a form sends without asking its visitors, such as a list that is gone.
 */
export const TROUBLES = ['disconnected', 'cloned', 'form', 'parked', 'waiting', 'quota', 'mail'] as const
export type Trouble = (typeof TROUBLES)[number]

/** `store`: the database takes no sign-up, and so keeps no memory of alerts either; see `store-alert.ts`. */
export type Told = Trouble | 'store'

/** `since`: when the trouble was noticed; `at`: when this alert was raised; both in milliseconds since 1970. */
export type Alert = {
  alert: Told | 'recovered'
  trouble: Told
  sentence: string
  since: number
  at: number
}
