import { inject } from 'vitest'
import { newTestDatabase } from '../../../server/testing/postgres.ts'
import '../../../server/testing/postgres-setup.ts'
import { type Afterwards, openAccountFor } from '../../faults/account.ts'
import { createRelayProcess, type RelayProcess } from '../../faults/relay-process.ts'
import { HOST } from './proxy.ts'

/** Relays on one new database, behind a proxy on this machine. */
export async function openRelays(
  afterwards: Afterwards,
  more: Record<string, string> = {},
): Promise<{ startRelay(entry?: string): Promise<RelayProcess>; databaseUrl: string }> {
  const databaseUrl = await newTestDatabase(inject('postgres'))
  const { environment } = await openAccountFor(databaseUrl, afterwards)
  return {
    databaseUrl,
    async startRelay(entry) {
      const relay = await createRelayProcess({
        ...{ ...environment, PUBLIC_URL: `https://${HOST}`, TRUSTED_PROXIES: '127.0.0.1' },
        ...more,
      })
      afterwards(relay.kill)
      await relay.start(entry)
      return relay
    },
  }
}

export function portOf({ url }: RelayProcess): number {
  return Number(new URL(url).port)
}
