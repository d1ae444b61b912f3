import type { Database } from './database.ts'
import { addMeta, readMeta, writeMeta } from './meta.ts'

const NAME = 'connected_by'

/** The connection is gone; the next one belongs to the deployment that makes it. */
export async function releaseDeployment(database: Database): Promise<void> {
  await database.run('DELETE FROM meta WHERE name = ?', NAME)
}

/** The deployment has another public address from now on. */
export async function moveDeployment(database: Database, from: string, to: string): Promise<void> {
  await database.run('UPDATE meta SET value = ? WHERE name = ? AND value = ?', to, NAME, from)
}

/** Which deployment has connected this database to the account, by its public address. */
export function createDeployment(database: Database, publicUrl: string) {
  return {
    /** This deployment has made the connection. */
    claim: () => writeMeta(database, NAME, publicUrl),
    /** The same for a connection that came from the environment, unless a deployment has claimed it already. */
    claimUnclaimed: () => addMeta(database, NAME, publicUrl),
    release: () => releaseDeployment(database),
    /**
     * True if another address made the connection: the database is a copy that a second deployment uses. Both would
     * spend the same rotating token, and the account would end the connection of both.
     */
    isClone: async () => ((await readMeta(database, NAME)) ?? publicUrl) !== publicUrl,
  }
}
