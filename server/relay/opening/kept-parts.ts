import { createNetworks } from '../../admission/rate/networks.ts'
import { createRates } from '../../admission/rate/rates.ts'
import { createConsoleLimits } from '../../console/sign-in/limits.ts'
import { createStoreAlertMemory } from '../../operator/alerts/store-alert.ts'
import { createMeasurements } from '../../operator/metrics/measurements.ts'
import type { Settings } from '../../settings/settings.ts'
import type { StoredSettings } from '../../settings/stored/stored-settings.ts'
import type { Database } from '../../store/database.ts'

/** What a process opens once and keeps while its settings change. */
export type KeptParts = ReturnType<typeof createKeptParts>

type KeptSettings = Pick<Settings, 'RATE_PER_NETWORK' | 'CTCT_PER_DAY' | 'TRUSTED_PROXIES'>

type Opened = { database: Database; stored: StoredSettings; settings: KeptSettings }

/** The database, and what the process counts in memory: who has changed a setting has not changed how often visitors asked. */
export function createKeptParts({ database, stored, settings }: Opened) {
  return {
    ...{ database, stored },
    /** The version of the settings that this relay serves with. Infinite where changes are not applied, as in a command: nobody waits for that. */
    appliedSettings: { version: Number.POSITIVE_INFINITY },
    /** Begun once the process was told to stop. */
    stopping: { begun: false },
    rates: createRates({
      perNetwork: settings.RATE_PER_NETWORK,
      perDay: settings.CTCT_PER_DAY,
      now: Date.now,
    }),
    networks: createNetworks(settings.TRUSTED_PROXIES),
    consoleLimits: createConsoleLimits(Date.now),
    measurements: createMeasurements(),
    storeAlertMemory: createStoreAlertMemory(),
  }
}
