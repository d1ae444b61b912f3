import type { Database } from './database.ts'
import { addMeta, readMeta, writeMeta } from './meta.ts'

/** Which deployment has connected this database to the account, by its public address. */
export type Deployment = {
  /** This deployment has made the connection. */
  claim(): Promise<void>
  /** The same for a connection that came from the environment, unless a deployment has claimed it already. */
  claimUnclaimed(): Promise<void>
  /** The connection is gone; the next one belongs to the deployment that makes it. */
  release(): Promise<void>
  /**
   * True where another address made the connection: the database is a copy that a second deployment uses. Both would spend
   * the same rotating token, and the account would end the connection of both.
   */
  isClone(): Promise<boolean>
}

const NAME = 'connected_by'

export function createDeployment(database: Database, publicUrl: string): Deployment {
  return {
    claim: () => writeMeta(database, NAME, publicUrl),
    claimUnclaimed: async () => void (await addMeta(database, NAME, publicUrl)),
    release: async () => void (await database.run('DELETE FROM meta WHERE name = ?', NAME)),
    isClone: async () => ((await readMeta(database, NAME)) ?? publicUrl) !== publicUrl,
  }
}
