import type { ComponentChildren } from 'preact'
import type { ContactList } from '../../constant-contact/api/records.ts'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { ApplicationParts } from '../application.tsx'
import type { SettingsView, TypedSettings } from '../settings-view.ts'

/** What forms of settings need to know of the relay. */
export type GroupParts = ApplicationParts & {
  /** True if the relay can send mails. */
  hasMail: boolean
  /** True if the console stays on where the relay's address has a path. */
  mayHavePath: boolean
  /** The account's lists as they were last read. */
  knownLists: () => Promise<readonly ContactList[] | undefined>
}

/** How pages lead to others: a path of the relay, with the path of `PUBLIC_URL` before it. */
export type Link = (path: `/${string}`) => string

/** Settings that belong together: one form, saved as one. */
export type Group = {
  title: string
  names: readonly OwnerSetting[]
  /** Whether its form sends files. */
  hasFiles?: boolean
  fields: (
    view: SettingsView,
    parts: GroupParts,
    link: Link,
  ) => Promise<ComponentChildren> | ComponentChildren
  /** What was typed. A name that is absent stays as it is. */
  read: (
    form: URLSearchParams,
    view: SettingsView,
    parts: GroupParts,
  ) => Promise<TypedSettings> | TypedSettings
}
