import { MINUTE_MS } from '../time/duration.ts'
import type { Database } from './database.ts'
import { addMeta, readMeta, writeMeta } from './meta.ts'

const NAME = 'connected_by'
/** The address before, and since when it is another. */
const BEFORE = 'connected_by_before'
/** Until then every relay on the database has heard of its new address. */
const MOVING_MS = MINUTE_MS

/** The connection is gone; the next one belongs to the deployment that makes it. */
export async function releaseDeployment(database: Database): Promise<void> {
  await database.run('DELETE FROM meta WHERE name = ?', NAME)
}

/** The deployment has another public address from now on. */
export async function moveDeployment(transaction: Database, from: string, to: string): Promise<void> {
  const sql = 'UPDATE meta SET value = ? WHERE name = ? AND value = ?'
  const isMoved = from !== to && (await transaction.run(sql, to, NAME, from)) > 0
  if (isMoved) await writeMeta(transaction, BEFORE, `${await transaction.now()} ${from}`)
}

async function isMovingFrom(database: Database, publicUrl: string): Promise<boolean> {
  const [at, from] = (await readMeta(database, BEFORE))?.split(' ') ?? []
  return from === publicUrl && Math.abs((await database.now()) - Number(at)) < MOVING_MS
}

/** Which deployment has connected this database to the account, by its public address. */
export function createDeployment(database: Database, publicUrl: string) {
  return {
    claim: () => writeMeta(database, NAME, publicUrl),
    /** The same for a connection that came from the environment, unless a deployment has claimed it already. */
    claimUnclaimed: () => addMeta(database, NAME, publicUrl),
    release: () => releaseDeployment(database),
    /**
     * True if another address made the connection: the database is a copy that a second deployment uses. Both would
     * spend the same rotating token, and the account would end the connection of both.
     */
    isClone: async () => {
      const owner = await readMeta(database, NAME)
      return owner !== undefined && owner !== publicUrl && !(await isMovingFrom(database, publicUrl))
    },
  }
}
