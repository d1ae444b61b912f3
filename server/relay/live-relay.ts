import { settingsWarnings } from '../settings/rules.ts'
import type { Settings } from '../settings/settings.ts'
import { sleep } from '../time/timeout.ts'
import { createGenerations } from './generations.ts'
import { type GenerationParts, openGeneration } from './open-generation.ts'
import { connectToSandbox } from './opening/connection.ts'
import { createKeptParts } from './opening/kept-parts.ts'
import type { OpenSettings } from './opening/open-settings.ts'
import { applySettings, createSettingsWatch } from './settings-watch.ts'
import { upstreamOf } from './upstream.ts'

type Parts = { opened: OpenSettings } & Pick<GenerationParts, 'upstream' | 'files' | 'log'>

/** A relay that follows the owner's settings: each change replaces its generation. `relay` has the parts of the first one. */
export async function openLiveRelay({ opened, upstream, files, log }: Parts) {
  const { database, settings, version, stored } = opened
  const kept = createKeptParts(opened)
  const first = await openGeneration({ settings, upstream, kept, files, log })
  await connectToSandbox(first.relay, upstream)
  const generations = createGenerations(first)

  let warned = settingsWarnings(settings)
  async function replace(next: Settings): Promise<void> {
    const warnings = settingsWarnings(next)
    for (const warning of warnings) if (!warned.includes(warning)) log.warn(warning)
    warned = warnings
    const chosen = upstream.sandbox ? upstream : upstreamOf(next)
    generations.replace(await openGeneration({ settings: next, upstream: chosen, kept, files, log }))
  }
  kept.appliedSettings.version = version
  async function apply(): Promise<number> {
    const applied = await applySettings(opened.read, replace, log)
    kept.appliedSettings.version = applied
    return applied
  }
  const watch = createSettingsWatch({ database, version, readVersion: stored.version, apply, sleep, log })

  return {
    relay: first.relay,
    fetch: generations.fetch,
    start(): void {
      generations.start()
      watch.start()
    },
    endWaits: generations.endWaits,
    /** Resolves once nothing is pending, in no generation. */
    stop: async (): Promise<void> => {
      await Promise.all([watch.stop(), generations.stop()])
    },
  }
}
