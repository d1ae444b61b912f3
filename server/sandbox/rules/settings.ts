import { z } from 'zod'

const milliseconds = z.int().min(0).max(600_000)

/** What can be changed while the sandbox runs (`POST /sandbox/settings`); every property is optional. */
export const settingsChange = z
  .strictObject({
    /** Whether the account asks new contacts to confirm by email. */
    confirmed_opt_in: z.boolean(),
    /** Longest email address `sign_up_form` accepts: 50 as documented; the contact resource allows 80. */
    email_limit: z.int().min(1).max(320),
    refresh_tokens: z.enum(['rotating', 'long-lived']),
    /** API calls in any one second. */
    per_second: z.int().min(1),
    /** API calls from 00:00 to 24:00 UTC. */
    per_day: z.int().min(0),
    /** Calls to the token endpoint in any one second. */
    token_per_second: z.int().min(1),
    /** How long a change to a contact takes, in ms: a fixed time, or a random one in a range. */
    processing_ms: z.union([milliseconds, z.tuple([milliseconds, milliseconds])]),
    /** The status for an unknown list or custom field; Constant Contact documents both. */
    unknown_id_status: z.union([z.literal(400), z.literal(404)]),
    /**
     * Whether the user who signs in may give access to the application. A new application is private: at first only the
     * user who made it may.
     */
    user_assigned: z.boolean(),
    /** The key for it: nobody has written down which. A `validation` error is always a 400. */
    unknown_id_key: z.enum(['not_found', 'validation']),
    /** The type of `expires_in` in token responses; both have been seen in the wild. */
    expires_in: z.enum(['number', 'text']),
  })
  .partial()

export type SettingsChange = z.infer<typeof settingsChange>
export type Settings = {
  [name in keyof SettingsChange]-?: Exclude<SettingsChange[name], undefined>
}

const DEFAULTS: Settings = {
  confirmed_opt_in: false,
  email_limit: 50,
  refresh_tokens: 'rotating',
  per_second: 4,
  per_day: 10_000,
  token_per_second: 1,
  processing_ms: [0, 20],
  unknown_id_status: 404,
  user_assigned: true,
  unknown_id_key: 'not_found',
  expires_in: 'number',
}

export type SettingsHolder = {
  current(): Settings
  change(change: SettingsChange): void
  reset(): void
}

/** Holds the settings: the defaults, with the overrides the sandbox was created with. */
export function createSettings(overrides: SettingsChange): SettingsHolder {
  const initial = merge(DEFAULTS, overrides)
  let current = initial
  return {
    current: () => current,
    change(change) {
      current = merge(current, change)
    },
    reset() {
      current = initial
    },
  }
}

function merge(settings: Settings, change: SettingsChange): Settings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return { ...settings, ...given }
}
