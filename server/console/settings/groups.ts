import { addresses } from './addresses.tsx'
import { alerts } from './alerts.tsx'
import { application } from './application-group.tsx'
import { brand } from './brand.tsx'
import { contacts } from './contacts.tsx'
import type { Group } from './group.ts'
import { retention } from './retention.tsx'

/** In the order in which they are shown, by the last part of their pages' addresses. */
export const GROUPS = {
  ...{ addresses, contacts, brand, alerts, retention, application },
} satisfies Record<string, Group>
export type GroupKey = keyof typeof GROUPS
