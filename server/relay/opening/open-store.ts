import { StartError } from '../../settings/settings.ts'
import type { Database } from '../../store/database.ts'
import { migrate } from '../../store/migrations/migrate.ts'
import { missingFile, openDatabase, remedyAtPlace } from '../../store/open.ts'

/** Opens the database that `DATABASE_URL` names, and brings it up to date. Rejects with a `StartError`. */
export async function openStore(url: string): Promise<Database> {
  const cannotOpen = async (error: unknown): Promise<never> => {
    const message = error instanceof Error ? error.message : 'unknown error'
    const remedy = await remedyAtPlace(url)
    const sentences = [message, ...(remedy === undefined ? [] : [remedy])].join('. ')
    throw new StartError([`DATABASE_URL names a database that cannot be opened: ${sentences}`])
  }
  const database = await openDatabase(url).catch(cannotOpen)
  await migrate(database).catch(cannotOpen)
  return database
}

/** The same for a command, which creates no database: an empty one in the wrong folder would look healthy. */
export async function openStoreForCommand(url: string): Promise<Database> {
  const missing = await missingFile(url)
  if (missing === undefined) return openStore(url)
  throw new StartError([
    `DATABASE_URL names ${missing}, which cannot be read: run commands in the relay’s folder, with its settings, after its first start`,
  ])
}
