import { createNetworks } from '../admission/rate/networks.ts'
import { createRates } from '../admission/rate/rates.ts'
import { createConsoleLimits } from '../console/sign-in/limits.ts'
import { createStoreAlertMemory } from '../operator/alerts/store-alert.ts'
import { createMeasurements } from '../operator/metrics/measurements.ts'
import { type Settings, StartError } from '../settings/settings.ts'
import type { StoredSettings } from '../settings/stored/stored-settings.ts'
import type { Database } from '../store/database.ts'
import { migrate } from '../store/migrations/migrate.ts'
import { missingFile, openDatabase, remedyAtPlace } from '../store/open.ts'

/** Opens the database and brings it up to date. Rejects with a `StartError`. */
export async function openStore({ DATABASE_URL }: Pick<Settings, 'DATABASE_URL'>): Promise<Database> {
  const cannotOpen = async (error: unknown): Promise<never> => {
    const message = error instanceof Error ? error.message : 'unknown error'
    const remedy = await remedyAtPlace(DATABASE_URL)
    const sentences = [message, ...(remedy === undefined ? [] : [remedy])].join('. ')
    throw new StartError([`DATABASE_URL names a database that cannot be opened: ${sentences}`])
  }
  const database = await openDatabase(DATABASE_URL).catch(cannotOpen)
  await migrate(database).catch(cannotOpen)
  return database
}

/** The same for a command, which creates no database: an empty one in the wrong folder would look healthy. */
export async function openStoreForCommand(settings: Pick<Settings, 'DATABASE_URL'>): Promise<Database> {
  const missing = await missingFile(settings.DATABASE_URL)
  if (missing === undefined) return openStore(settings)
  throw new StartError([
    `DATABASE_URL names ${missing}, which cannot be read: run commands in the relay’s folder, with its settings, after its first start`,
  ])
}

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
