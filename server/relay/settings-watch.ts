import type { Logger } from 'pino'
import { type Reading, type Settings, StartError } from '../settings/settings.ts'
import { createBackgroundLoop } from '../store/background-loop.ts'
import type { Database } from '../store/database.ts'
import type { Sleep } from '../time/timeout.ts'

/** An announcement may be missed. */
const LOOK_MS = 2000

type Parts = {
  database: Pick<Database, 'listen'>
  /** The version that is applied at the start. */
  version: number
  readVersion: () => Promise<number>
  /** Applies what is stored, and resolves to its version. */
  apply: () => Promise<number>
  sleep: Sleep
  log: Pick<Logger, 'warn' | 'error'>
}

/** Applies the owner's settings whenever one of the relays or a command has changed them: when that is announced, or two seconds later. */
export function createSettingsWatch({ database, version, readVersion, apply, sleep, log }: Parts) {
  let applied = version
  let stopListening = () => {}

  async function round(): Promise<number> {
    if ((await readVersion()) !== applied) applied = await apply()
    return LOOK_MS
  }

  const loop = createBackgroundLoop({ name: 'settings', round, retryMs: LOOK_MS, sleep, log })
  return {
    start(): void {
      stopListening = database.listen('settings', loop.wake)
      loop.start()
    },
    stop(): Promise<void> {
      stopListening()
      return loop.stop()
    },
  }
}

type Read = { version: number; reading: Reading }

/**
 * Applies what is stored now, and resolves to its version. What has faults is not applied: the relay goes on with what it had,
 * and logs them once, each with the name of its setting.
 */
export async function applySettings(
  read: () => Promise<Read>,
  replace: (settings: Settings) => Promise<void>,
  log: Pick<Logger, 'info' | 'error'>,
): Promise<number> {
  const { version, reading } = await read()
  const faults =
    reading.kind === 'faults' ? reading.faults : await faultsOfStart(() => replace(reading.settings))
  if (faults.length > 0) log.error({ version, faults }, 'changed settings are not applied')
  else log.info({ version }, 'changed settings are applied')
  return version
}

async function faultsOfStart(start: () => Promise<void>): Promise<readonly string[]> {
  try {
    await start()
    return []
  } catch (error) {
    if (error instanceof StartError) return error.faults
    throw error
  }
}
