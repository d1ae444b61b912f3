import { PATHS } from '../server/contract.ts'
import type { Kept } from './carry.ts'
import type { Load } from './chunks.ts'
import { type ConfigurationFault, readConfiguration } from './configuration.ts'
import { directionOf, loadLanguage } from './language.ts'
import { enLabels } from './messages/en-labels.ts'
import { mount } from './mount.tsx'
import { prefilled } from './prefill.ts'
import { findServed, isStale } from './served.ts'
import { originOf, readerOf, type Source } from './settings.ts'

export type PlaceholderParts = {
  /** Loads chunks that lie beside the script at an address. */
  loadFrom: (address: string) => Load
  log: Pick<Console, 'error'>
  /** Begins every id in the form. */
  id: string
  /** The address of the page the form stands on, without query and fragment. */
  page: () => string
}

/**
 * Fills one placeholder, as soon as its language is there; the answer empties it again. `empty` takes out what stands
 * there until then, and answers what the visitor has done in it.
 */
export function fill(
  host: HTMLElement,
  source: Source,
  { loadFrom, log, id, page }: PlaceholderParts,
  empty: () => Kept | undefined,
) {
  let end: () => void = empty
  let isGone = false
  start()
  return () => {
    isGone = true
    end()
  }

  async function start() {
    const reading = readConfiguration(readerOf(host, source))
    const named = reading.kind === 'configuration' ? reading.configuration.endpoint : undefined
    const endpoint = named ?? originOf(source.address)
    const load = loadFrom(source.address || endpoint + PATHS.script)
    if (reading.kind === 'faults') return refuse(reading.faults, load)
    if (!endpoint) return refuse([{ attribute: 'endpoint', text: '' }], load)

    const { configuration } = reading
    const around = host.closest<HTMLElement>('[lang]:not([lang=""])')
    const tag = configuration.language ?? around?.lang ?? navigator.language
    const language = await loadLanguage(tag, load)
    const frame = configuration.isolation === 'iframe' && (await load('frame').catch(() => undefined))
    // What another version has drawn gives way, once what was typed in it can be carried over.
    const stale = isStale(findServed(host.shadowRoot ?? host)) && (await load('carry').catch(() => null))
    if (isGone || stale === null) return
    const kept = stale ? stale.keep(host) : empty()
    const query = `${new URLSearchParams(reading.settings)}`
    if (frame) {
      const { title = language.labels.form, height = 400 } = configuration
      end = frame.mountFrame(host, `${endpoint}${PATHS.form}?${query}`, title, height)
    } else {
      const dir = configuration.dir ?? directionOf(tag)
      const session = () => sessionStorage
      const values = { ...prefilled(configuration, { query: location.search, session }), ...kept?.values }
      end = mount(host, { ...language, configuration, dir, id, endpoint, query, page, load, values })
      kept?.refocus(host)
    }
  }

  /** Never a blank page: the developer reads what to write, the visitor that there is no form. */
  async function refuse(faults: ConfigurationFault[], load: Load) {
    empty()
    host.setAttribute('data-state', 'unavailable')
    if (!host.textContent?.trim()) host.textContent = enLabels.closed
    const brief = ({ attribute }: ConfigurationFault) =>
      attribute === 'endpoint'
        ? 'data-endpoint is missing. Write the address of the relay.'
        : `data-${attribute} is missing or wrong.`
    const { explain } = await load('diagnosis').catch(() => ({ explain: brief }))
    for (const fault of faults) log.error(`signup-widget: ${explain(fault)}`)
  }
}
