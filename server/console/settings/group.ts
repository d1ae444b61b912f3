import type { ComponentChildren } from 'preact'
import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'
import type { ApplicationParts } from '../application.tsx'
import type { OwnerParts } from '../owner-parts.ts'
import type { Link } from '../routes.ts'
import type { SettingsView, TypedSettings } from '../settings-view.ts'

/** What forms of settings need to know of the relay. */
export type GroupParts = ApplicationParts & Pick<OwnerParts, 'hasMail' | 'mayHavePath' | 'knownLists'>

/** Settings that belong together: one form, saved as one. */
export type Group = {
  title: string
  names: readonly OwnerSetting[]
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
