import { FORM_PATHS } from '../../server/contract.ts'
import type { Load } from '../chunks.ts'
import { type ConfigurationFault, readConfiguration } from '../configuration/configuration.ts'
import { prefilled } from '../configuration/prefill.ts'
import { mount } from '../form/mount.tsx'
import type { PreservedInput } from '../form/preserve-input.ts'
import { enLabels } from '../messages/en-labels.ts'
import { directionOf, loadLanguage } from '../messages/language.ts'
import { findPrerendered, isStale, readPrerendered } from '../view/prerendered.ts'
import { clear, reserve } from '../view/shadow-root.ts'
import { originOf, readerOf, type Source } from './setting-sources.ts'
import { whenIdle } from './when-idle.ts'

export type PlaceholderParts = {
  /** Loads chunks that lie beside the script at an address. */
  loadFrom: (address: string) => Load
  log: Pick<Console, 'error'>
  /** Begins every id in the form. */
  id: string
  /** The address of the page the form stands on, without query and fragment. */
  page: () => string
  /** The address at which the script came, with its query. */
  arrival: string
  /** False once the host says something else than when it began to be filled. */
  isSame: () => boolean
}

/**
 * Fills one placeholder, as soon as its language is there, and over a form drawn beforehand in a quiet moment; the
 * answer empties it again. `empty` takes out what stands there until then, and answers what the visitor has done in it.
 */
export function fill(
  host: HTMLElement,
  source: Source,
  { loadFrom, log, id, page, arrival, isSame }: PlaceholderParts,
  empty: () => PreservedInput | undefined,
) {
  let end: () => void = empty
  let unwatch: () => void = () => {}
  let isGone = false
  const root = host.shadowRoot ?? host
  const drawn = findPrerendered(root)
  if (drawn) {
    end = () => {
      empty()
      clear(root)
    }
  }
  if (drawn && host.shadowRoot) takeOver(drawn)
  else start()
  return () => {
    isGone = true
    end()
    unwatch()
  }

  /** In a quiet moment; settings that have changed by then have a form of their own on its way. */
  async function takeOver(drawn: HTMLElement) {
    const isHeld = await whenIdle(drawn)
    if (isGone) return
    if (isSame()) await start()
    const form = root.querySelector('form')
    if (isHeld && host.hasAttribute('data-state')) form?.requestSubmit()
    else if (isHeld) form?.submit()
  }

  async function start() {
    const read = readerOf(host, source)
    const reading = readConfiguration(read)
    const named = reading.kind === 'configuration' ? reading.configuration.endpoint : undefined
    const endpoint = named ?? originOf(source.address)
    // Beside a script that an optimiser has copied there is nothing.
    const load = loadFrom(named ? named + FORM_PATHS.script : source.address)
    const served = findPrerendered(root)
    const isDebugged = read('debug') != null || /[?&]signup-debug=1/.test(document.URL)
    const debug = async (faults: string[], settings: { [name: string]: string } = {}) => {
      const drawnBy = readPrerendered(served).version
      // The relay that is named may be the wrong one.
      const debug = load('debug-panel').catch(() => loadFrom(source.address)('debug-panel'))
      const loaded = await debug.catch(() => undefined)
      if (!loaded) log.error(`signup-widget: no file of the script arrives from ${endpoint}.`)
      else if (!isGone)
        unwatch = loaded.watch(host, { faults, endpoint, settings, drawnBy, load, fetch, log })
    }
    const faults: ConfigurationFault[] = reading.kind === 'faults' ? reading.faults : []
    if (reading.kind === 'faults' || !endpoint) {
      const lines = await refuse(endpoint ? faults : [...faults, { attribute: 'endpoint', text: '' }], load)
      if (isDebugged) debug(lines)
      return
    }

    const { configuration } = reading
    if (configuration.isolation !== 'iframe') reserve(host, configuration.height)
    if (isDebugged) debug([], reading.settings)
    const around = host.closest<HTMLElement>('[lang]:not([lang=""])')
    const tag = configuration.language ?? around?.lang ?? navigator.language
    const language = await loadLanguage(tag, load, served !== undefined)
    const frame = configuration.isolation === 'iframe' && (await load('frame-host').catch(() => undefined))
    // What another version has drawn gives way, once what was typed in it can be carried over.
    const stale = isStale(served) && (await load('preserve-input').catch(() => null))
    if (isGone || stale === null || !language) return
    const preserved = empty() ?? (stale ? stale.readInput(host) : undefined)
    const { labels } = language
    const dir = configuration.dir ?? directionOf(tag)
    const parts = { query: () => location.search, arrival, session: () => sessionStorage }
    const values = { ...prefilled(configuration, parts), ...preserved?.values }
    const settings = { ...reading.settings, language: labels.language, dir }
    if (frame) {
      const title = configuration.title ?? labels.form
      end = frame.mountFrame(host, { configuration, settings, values, endpoint, title, page })
    } else {
      const query = `${new URLSearchParams(settings)}`
      end = mount(host, { ...language, configuration, dir, id, endpoint, query, page, load, values })
      preserved?.restore(host)
    }
  }

  /** Never a blank page: the developer reads what to write, the visitor that there is no form. */
  async function refuse(faults: ConfigurationFault[], load: Load) {
    end()
    const isBare = !host.textContent?.trim()
    end = () => {
      if (isBare) host.textContent = ''
      host.removeAttribute('data-state')
    }
    host.setAttribute('data-state', 'unavailable')
    if (isBare) host.textContent = enLabels.closed
    const brief = ({ attribute }: ConfigurationFault) =>
      attribute === 'endpoint'
        ? 'data-endpoint is missing. Write the address of the relay.'
        : `data-${attribute} is missing or wrong.`
    const { explain } = await load('explain').catch(() => ({ explain: brief }))
    const lines = faults.map(explain)
    for (const line of lines) log.error(`signup-widget: ${line}`)
    return lines
  }
}
