import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { Sandbox } from '../../../server/sandbox/sandbox.ts'
import { openAccountFor } from '../../faults/account.ts'
import { createRelayProcess, type RelayProcess } from '../../faults/relay-process.ts'

/** The relay without its daily counts, as `build-variants.ts` builds it. */
export const UNCOUNTED = 'dist/uncounted/main.js'

/** Prepares a relay on a new SQLite file, to be started. Unless `connected`, every sign-up waits. */
export async function prepareRelay(connected: boolean, more: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'relay-bench-'))
  const path = join(folder, 'relay.db')
  const { sandbox, environment } = await openAccountFor(`file:${path}`, onTestFinished)
  const { CTCT_REFRESH_TOKEN, ...disconnected } = environment
  const relay = await createRelayProcess({ ...(connected ? environment : disconnected), ...more })
  onTestFinished(async () => {
    await relay.kill()
    await rm(folder, { recursive: true })
  })
  return { relay, sandbox, environment, path }
}

/** Starts the relay's own route with no store behind it; see `variants.ts`. */
export async function startVariant(kind: 'route' | 'forward', ...rest: string[]): Promise<RelayProcess> {
  const variant = await createRelayProcess({}, ['dist/bench/variants.js', kind, ...rest])
  onTestFinished(variant.kill)
  await variant.start()
  return variant
}

/** An access token of the sandbox, for calls beside the relay's. */
export async function accessTokenOf(sandbox: Sandbox, environment: Record<string, string>): Promise<string> {
  const response = await fetch(`${environment['CTCT_AUTH_URL']}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: sandbox.seedRefreshToken(),
      client_id: String(environment['CTCT_CLIENT_ID']),
    }),
  })
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token
}
