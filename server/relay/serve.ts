import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { createKeepAlive } from '../constant-contact/oauth/keep-alive.ts'
import { listen } from '../http/listen.ts'
import { readAssets } from '../routes/assets/assets.ts'
import { keepAssets } from '../routes/assets/past-assets.ts'
import type { Settings } from '../settings/settings.ts'
import { sleep, withTimeout } from '../time/timeout.ts'
import { relayApp } from './app.ts'
import { createGenerations, type Generation } from './generations.ts'
import { listenFault } from './listen-fault.ts'
import type { Relay } from './open.ts'
import type { Upstream } from './upstream.ts'

/** What asks a relay to stop. */
export const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** How long pending work may take to finish at a stop. */
const STOP_MS = 4_000
/** How long visitors may still wait for an outcome; after that they read that the sign-up was received. */
const WAITS_END_MS = 2_000
/** After this the process exits even if something hangs, such as the database: the next start recovers, as after a kill. */
const END_MS = 4_600

/** The built files are beside the built relay. */
function folder(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

type Parts = { settings: Settings; upstream: Upstream; relay: Relay; log: Logger }

/** Everything of the relay for these settings: its routes, and what it does in the background. */
async function openGeneration({ settings, upstream, relay, log }: Parts): Promise<Generation> {
  const assets = await readAssets(folder('widget'), '/v1/')
  await keepAssets(relay.releases, assets, log)
  const demo = upstream.sandbox && (await readAssets(folder('demo'), '/'))
  return {
    app: relayApp({ settings, upstream, relay, assets, demo, log }),
    loops: [
      ...[relay.dispatcher, relay.housekeeping, relay.alerts, relay.storeAlert],
      ...[relay.confirmation.mailWorker, createKeepAlive(relay.tokens, log)],
    ],
    endWaits: relay.outbox.endWaits,
  }
}

/** Serves requests and delivers sign-ups until SIGTERM, SIGINT or SIGHUP, then finishes what is pending and exits. */
export async function serve(parts: Parts): Promise<void> {
  const { PORT: port, HOST: host, KEEP_ALIVE_SECONDS: keepAliveSeconds } = parts.settings
  const generations = createGenerations(await openGeneration(parts))
  const listening = await listen(generations, { port, host, keepAliveSeconds }).catch((error: unknown) => {
    throw listenFault(error, { host, port, portSetting: 'PORT' })
  })
  generations.start()
  for (const signal of STOP_SIGNALS) {
    process.removeAllListeners(signal).once(signal, async () => {
      generations.endWaits(WAITS_END_MS)
      const stopped = Promise.all([listening.stop(), generations.stop()])
      const closed = withTimeout(STOP_MS, stopped, sleep).then(parts.relay.database.close)
      await withTimeout(END_MS, closed, sleep)
      process.exit(0)
    })
  }
}
