import { z } from 'zod'

const milliseconds = z.int().min(0).max(600_000)

/** What can be changed about the stand-in while it runs (`POST /sandbox/settings`); any part of it. */
export const settingsChange = z
  .strictObject({
    /** The account mails a confirmation to new contacts. */
    confirmed_opt_in: z.boolean(),
    /** Longest email address of `sign_up_form`: 50 as documented; 80 is what the contact resource allows. */
    email_limit: z.int().min(1).max(320),
    refresh_tokens: z.enum(['rotating', 'long-lived']),
    /** Calls to the API in any one second, and from 00:00 to 24:00 UTC. */
    per_second: z.int().min(1),
    per_day: z.int().min(0),
    /** Calls to the token endpoint in any one second. */
    token_per_second: z.int().min(1),
    /** How long a change to a contact takes: exactly so long, or a random time between two. */
    processing_ms: z.union([milliseconds, z.tuple([milliseconds, milliseconds])]),
    /** How an unknown list or custom field is answered; the vendor documents both. */
    unknown_id_status: z.union([z.literal(400), z.literal(404)]),
    /** `expires_in` of a token answer; clients have met both. */
    expires_in: z.enum(['number', 'text']),
  })
  .partial()

export type SettingsChange = z.infer<typeof settingsChange>
export type Settings = {
  [name in keyof SettingsChange]-?: Exclude<SettingsChange[name], undefined>
}

const DOCUMENTED: Settings = {
  confirmed_opt_in: false,
  email_limit: 50,
  refresh_tokens: 'rotating',
  per_second: 4,
  per_day: 10_000,
  token_per_second: 1,
  processing_ms: [0, 20],
  unknown_id_status: 404,
  expires_in: 'number',
}

export type SettingsHolder = {
  current(): Settings
  change(change: SettingsChange): void
  reset(): void
}

/** Holds the settings: the documented ones, with the differences that the sandbox was created with. */
export function createSettings(differences: SettingsChange): SettingsHolder {
  const initial = merge(DOCUMENTED, differences)
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
