import type { SettingName } from '../table.ts'

/** The settings that the owner may keep in the database, in the order in which they are shown. */
export const OWNER_SETTINGS = [
  'PUBLIC_URL',
  'CTCT_CLIENT_ID',
  'CTCT_CLIENT_SECRET',
  'ALLOWED_ORIGINS',
  'ALLOWED_LISTS',
  'EXISTING_CONTACTS',
  'CONFIRMED_OPT_IN',
  'REVEAL_OUTCOME',
  'SITE_NAME',
  'SITE_URL',
  'BRAND_ACCENT',
  'BRAND_LOGO',
  'ALERT_EMAIL',
  'ALERT_WEBHOOK',
  'RETENTION_HOURS',
  'CONSENT_RETENTION_DAYS',
] as const satisfies SettingName[]

export type OwnerSetting = (typeof OWNER_SETTINGS)[number]

/** Settings as text, by name; without those that are not set. */
export type OwnerValues = { [name in OwnerSetting]?: string }

export function isOwnerSetting(name: string): name is OwnerSetting {
  return OWNER_SETTINGS.some((known) => known === name)
}
