import type { Database } from './database.ts'
import { text } from './row.ts'

/** Which deployment the database's connection to the account belongs to, by its public address. */
export type Deployment = {
  /** Says that this deployment has made the connection. */
  claim(): Promise<void>
  /** The same of a connection that came from the environment, where no deployment has yet. */
  claimUnclaimed(): Promise<void>
  /** The connection is gone; the next is whoever's makes it. */
  release(): Promise<void>
  /**
   * True where another address made it: the database is a copy that a second deployment uses. Both would spend the
   * same rotating token, and the account would end the connection of both.
   */
  isClone(): Promise<boolean>
}

export function createDeployment(database: Database, publicUrl: string): Deployment {
  return {
    async claim() {
      await database.run(
        "INSERT INTO meta (name, value) VALUES ('connected_by', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        publicUrl,
      )
    },
    async claimUnclaimed() {
      await database.run(
        "INSERT INTO meta (name, value) VALUES ('connected_by', ?) ON CONFLICT (name) DO NOTHING",
        publicUrl,
      )
    },
    async release() {
      await database.run("DELETE FROM meta WHERE name = 'connected_by'")
    },
    async isClone() {
      const [row] = await database.all("SELECT value FROM meta WHERE name = 'connected_by'")
      return row !== undefined && text(row, 'value') !== publicUrl
    },
  }
}
