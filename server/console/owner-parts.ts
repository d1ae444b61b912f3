import type { KeptAccount } from '../constant-contact/account.ts'
import type { ContactList } from '../constant-contact/api/records.ts'
import type { ApplicationCheck } from '../constant-contact/oauth/check-application.ts'
import type { TokenStatus } from '../constant-contact/oauth/token-state.ts'
import type { StoredSettings } from '../settings/stored/stored-settings.ts'
import type { TrySignUp } from './account/trial.ts'

/** What it takes to set the relay up, to change settings, and to show the account. Each page picks what it needs. */
export type OwnerParts = {
  settings: StoredSettings
  /** Resolves once this relay serves with the settings of this version. */
  applied: (version: number) => Promise<void>
  /** True if the console stays on where the relay's address has a path. */
  mayHavePath: boolean
  /** True if the relay can send mails. */
  hasMail: boolean
  /** The application's secret that the environment sets. */
  environmentSecret: string | undefined
  /** Asks Constant Contact whether the application's id and secret are right. */
  checkApplication: (application: {
    clientId: string
    clientSecret?: string | undefined
  }) => Promise<ApplicationCheck>
  /** Where Constant Contact asks the owner; the button's form must be allowed to lead there. */
  authUrl: string
  /** Leads to Constant Contact, which leads back to this path. */
  depart: (back: string) => Promise<Response>
  /** A one-time code that signs in. */
  issueCode: () => Promise<string>
  connection: () => Promise<TokenStatus>
  /** When the account was connected, in milliseconds since 1970; undefined if it is not connected. */
  connectedAt: () => Promise<number | undefined>
  disconnect: () => Promise<void>
  /** The host of Constant Contact's API. */
  apiHost: string
  account: KeptAccount
  /** The account's lists; undefined if they cannot be read at the moment. */
  lists: () => Promise<readonly ContactList[] | undefined>
  /** The same as they were last read. */
  knownLists: () => Promise<readonly ContactList[] | undefined>
  trySignUp: TrySignUp
}
