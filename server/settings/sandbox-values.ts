import type { SettingValues } from './table.ts'

/** The sandbox's own values: it has no real account and no real people, so nothing here is a secret. */
export const SANDBOX = {
  CTCT_CLIENT_ID: 'sandbox-application',
  SECRET_KEY: ['the sandbox holds no real person and no secret'],
  ALLOWED_ORIGINS: [],
  ALLOWED_LISTS: [
    'd13d60d0-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d1-f256-11e8-b47d-fa163e56c9b0',
    'd13d60d2-f256-11e8-b47d-fa163e56c9b0',
  ],
  EXISTING_CONTACTS: 'update',
  SITE_NAME: 'Juniper & Rye',
} satisfies Partial<SettingValues>
