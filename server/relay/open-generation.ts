import type { Logger } from 'pino'
import { createKeepAlive } from '../constant-contact/oauth/keep-alive.ts'
import type { Assets } from '../routes/assets/assets.ts'
import type { Settings } from '../settings/settings.ts'
import { sleep } from '../time/timeout.ts'
import { relayApp } from './app.ts'
import type { Generation } from './generations.ts'
import type { KeptParts } from './opening/kept-parts.ts'
import { openRelay, type Relay } from './opening/open.ts'
import type { Upstream } from './upstream.ts'

export type GenerationParts = {
  settings: Settings
  upstream: Upstream
  kept: KeptParts
  /** The widget's files, and those of the demo page if a sandbox runs. */
  files: { assets: Assets; demo: Assets | undefined }
  log: Logger
}

/** Everything of the relay for these settings: its routes, and what it does in the background. */
export async function openGeneration({
  files,
  ...parts
}: GenerationParts): Promise<Generation & { relay: Relay }> {
  const relay = await openRelay(parts)
  const loops = [
    ...[relay.dispatcher, relay.housekeeping, relay.alerts, relay.storeAlert],
    ...[relay.confirmation.mailWorker, createKeepAlive({ tokens: relay.tokens, sleep, log: parts.log })],
  ]
  return {
    relay,
    app: relayApp({ ...parts, ...files, relay }),
    // Before it is set up, a relay does not know how to deliver.
    loops: parts.settings.missing.length === 0 ? loops : [],
    endWaits: relay.outbox.endWaits,
  }
}
