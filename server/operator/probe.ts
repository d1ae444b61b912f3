import type { Database } from '../store/database.ts'

/**
 * Commits one small row, as a sign-up would be: what can be read may still lie on a full disk, or on a server that only
 * reads. Rejects with a `StoreError`.
 */
export async function probeStore(database: Database, now: number): Promise<void> {
  await database.run(
    "INSERT INTO meta (name, value) VALUES ('probed_at', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    String(now),
  )
}
