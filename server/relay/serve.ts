import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { listen } from '../http/listen.ts'
import { readAssets } from '../routes/assets/assets.ts'
import { keepAssets } from '../routes/assets/past-assets.ts'
import { sleep, withTimeout } from '../time/timeout.ts'
import { listenFault } from './listen-fault.ts'
import { openLiveRelay } from './live-relay.ts'
import type { Relay } from './opening/open.ts'
import type { OpenSettings } from './opening/open-settings.ts'
import { fillSandbox } from './sample-data/fill-sandbox.ts'
import type { Upstream } from './upstream.ts'

/** What asks a relay to stop. */
export const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** How long a relay goes on serving after SIGTERM, so that proxies that check its health send visitors to another one. */
const DRAIN_MS = 2_000
/** How long pending work may take to finish at a stop. */
const STOP_MS = 4_000
/** How long visitors may still wait for an outcome; after that they read that the sign-up was received. */
const WAITS_END_MS = 2_000
/** That long after the drain the process exits even if something hangs, such as the database: the next start recovers, as after a kill. */
const END_MS = 4_600

/** The built files are beside the built relay. */
function folder(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

type Parts = { opened: OpenSettings; upstream: Upstream; log: Logger }

/**
 * Serves requests and delivers sign-ups until SIGTERM, SIGINT or SIGHUP, then finishes what is pending and exits. Resolves to
 * the relay's parts once it serves.
 */
export async function serve({ opened, upstream, log }: Parts): Promise<Relay> {
  const { database, settings } = opened
  const assets = await readAssets(folder('widget'), '/v1/')
  const demo = upstream.sandbox && (await readAssets(folder('demo'), '/'))
  const live = await openLiveRelay({ opened, upstream, files: { assets, demo }, log })
  if (upstream.sandbox && settings.SANDBOX_HISTORY)
    await fillSandbox({ ...live.relay, sandbox: upstream.sandbox })
  await keepAssets(live.relay.releases, assets, log)
  const { PORT: port, HOST: host, KEEP_ALIVE_SECONDS: keepAliveSeconds } = settings
  const listening = await listen(live, { port, host, keepAliveSeconds }).catch((error: unknown) => {
    throw listenFault(error, { host, port, portSetting: 'PORT' })
  })
  live.start()
  for (const signal of STOP_SIGNALS) {
    process.removeAllListeners(signal).once(signal, async () => {
      live.relay.stopping.begun = true
      listening.drain()
      // Ctrl-C and a closed terminal are for a relay that no proxy is in front of, and PM2 kills soon after SIGINT.
      if (signal === 'SIGTERM') await sleep(DRAIN_MS)
      live.endWaits(WAITS_END_MS)
      const stopped = Promise.all([listening, live].map((part) => part.stop()))
      await withTimeout(END_MS, withTimeout(STOP_MS, stopped, sleep).then(database.close), sleep)
      process.exit(0)
    })
  }
  return live.relay
}
