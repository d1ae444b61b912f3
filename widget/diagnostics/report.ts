// Loaded where something is wrong with the settings of a form, or its page asks for the debug panel.

import type { ConfigurationFault } from '../configuration/configuration.ts'
import { openDebugPanel } from './debug-panel.ts'
import { explain } from './explain.ts'

type PanelParts = Parameters<typeof openDebugPanel>[1]
type ReportParts = Omit<PanelParts, 'faults' | 'settings' | 'fetch'> & {
  faults: ConfigurationFault[]
  /** The settings as they were read, by name, if the panel is wanted. */
  settings?: PanelParts['settings'] | false | undefined
}

/** Writes a line about each fault to the console, and opens the debug panel; returns a function that removes it. */
export function report(
  host: HTMLElement,
  { faults, settings, ...parts }: ReportParts,
): (() => void) | undefined {
  const lines = faults.map(explain)
  for (const line of lines) parts.log.error(`signup-widget: ${line}`)
  return settings ? openDebugPanel(host, { ...parts, settings, fetch, faults: lines }) : undefined
}
