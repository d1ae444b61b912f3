// Takes one placeholder from its settings to a form, to a frame, or to the message that there is none.

import { labels as enLabels } from 'virtual:languages/en'
import { matchLanguage } from 'virtual:languages/match'
import { FORM_PATHS } from '../../server/contract.ts'
import type { Chunks, Load } from '../chunks.ts'
import { type ConfigurationFault, readConfiguration } from '../configuration/configuration.ts'
import { mountForm } from '../form/mount.tsx'
import { loadLanguage, ownLanguageOf } from '../messages/language.ts'
import { findPrerendered, readPrerendered } from '../view/prerendered.ts'
import { clear, reserveHeight } from '../view/shadow-root.ts'
import { isBusy } from './form-events.ts'
import { type Options, readerOf, type Source, settingsText } from './setting-sources.ts'
import { submittedBeforeIdle } from './when-idle.ts'

export type PlaceholderParts = {
  /** Loads chunks that lie beside the script at an address. */
  loadFrom: (address: string) => Load
  log: Pick<Console, 'error' | 'debug'>
  /** Begins every id in the form. */
  id: string
  /** The address of the page the form stands on, without query and fragment. */
  pageUrl: () => string
  /** The address of the page when the script came, with its query. */
  initialUrl: string
  /** The script tag's settings. */
  source: Source
  /** What the page has given the host by `render`. */
  options: Options
  /** The form that stands there already. */
  replaced?: Filled | undefined
}

/** A placeholder with its form, or with a form on its way. */
export type Filled = {
  /** Empties the placeholder. */
  end: () => void
  /** True while the host says what it said when it was filled. */
  isUnchanged: () => boolean
  /** Puts back what the page has taken out of it. */
  putBack: () => void
}

/**
 * Fills one placeholder with the form that its settings describe, as soon as its language is there; over a form that
 * was drawn beforehand, once the browser is idle. Until then what stands there stays; then it goes, and what the visitor
 * has done in it goes into the new form.
 */
export function fillPlaceholder(host: HTMLElement, parts: PlaceholderParts): Filled {
  const { source, options, replaced, loadFrom, log, id, pageUrl, initialUrl } = parts
  const root = host.shadowRoot ?? host
  const drawn = findPrerendered(root)
  let text = settingsText(host, options)
  let isGone = false
  let closePanel = () => {}
  let putBack = () => {}
  let empty = () => {
    replaced?.end()
    if (drawn) clear(root)
  }
  const isUnchanged = () => text === settingsText(host, options)
  if (drawn && host.shadowRoot) takeOver(drawn)
  else start()
  return {
    isUnchanged,
    putBack: () => putBack(),
    end() {
      isGone = true
      empty()
      closePanel()
    },
  }

  /** Settings that have changed by the time the browser is idle have a form of their own on its way. */
  async function takeOver(drawn: HTMLElement) {
    const wasSubmitted = await submittedBeforeIdle(drawn)
    if (isGone) return
    if (isUnchanged()) await start()
    // Where no form listens now, it is posted as it would be without script. Old browsers have no requestSubmit.
    if (wasSubmitted) root.querySelector('button')?.click()
  }

  async function start() {
    const read = readerOf(host, source, options)
    const reading = readConfiguration(read, document.baseURI)
    const { configuration, faults } = reading
    const named = configuration?.endpoint
    const endpoint = named ?? source.endpoint
    // Beside a script that an optimiser has copied there is nothing.
    const load = loadFrom(named && !OWN_HOST ? named + FORM_PATHS.script : source.address)
    const prerendered = readPrerendered(root)
    const tryLoad = <Name extends keyof Chunks>(name: Name, isNeeded: unknown) =>
      isNeeded ? load(name).catch(() => undefined) : undefined
    const isDebugged = reading.debug || /[?&]signup-debug=1/.test(document.URL)

    if (!configuration || !endpoint) {
      refuse()
      report(endpoint ? faults : [...faults, { attribute: 'endpoint', text: '' }], isDebugged && {})
      return
    }

    const { prefill, prefillFrom, capture, words } = configuration
    if (configuration.isolation !== 'iframe') reserveHeight(host, configuration.height)
    report(faults, isDebugged && reading.settings)
    const { lang } = host.closest<HTMLElement>('[lang]:not([lang=""])') ?? document.documentElement
    const around = lang.trim().replace(/_/g, '-')
    const pageTag = configuration.language ?? around
    const loadingLinks = tryLoad('links', /]\(/.test(`${configuration.consent}${configuration.description}`))
    const loadingClasses = tryLoad('part-classes', /class-/.test(text + source.text))
    const loadingPrefill = tryLoad('prefilled', prefill || prefillFrom || capture || words)
    const pageTags = `${[pageTag, around]}`
    // A form that is drawn already knows the language of its page only. Others seldom need the browser's, and the first look
    // at `navigator` takes a twentieth of the form's memory.
    const tags = prerendered || matchLanguage(pageTags) ? pageTags : `${[pageTags, navigator.languages]}`
    const asked = pageTag || tags
    if (!matchLanguage(asked)) log.debug(`signup-widget: no words in ${asked}.`)
    const language = await loadLanguage(tags, load, prerendered !== undefined)
    const loadedPrefill = await loadingPrefill
    ;(await loadingClasses)?.readClasses(configuration, read)
    ;(await loadingLinks)?.applyLinks(reading, document.baseURI)
    const frame = await tryLoad('frame-host', configuration.isolation === 'iframe')
    // A form gives way only if what was typed in it goes along.
    const givesWay = replaced || prerendered?.isStale
    const preserveInput = await tryLoad('preserve-input', givesWay)
    if (isGone || !language) return
    if (givesWay && (!preserveInput || (replaced && isBusy(host)))) {
      // The next change tries again.
      text = ''
      return
    }
    const preserved = preserveInput?.readInput(host)
    replaced?.end()

    const first = loadedPrefill?.prefilled(configuration, { language, pageTag, initialUrl })
    if (first) {
      configuration.customFields = first.customFields
      report(first.faults)
    }
    const messages = first?.messages ?? language
    const { labels, late } = messages
    const dir = configuration.dir ?? labels.dir
    const settings = { ...reading.settings, language: pageTag || labels.language, dir }
    const values = { ...first?.values, ...preserved?.values }
    if (frame) {
      const title = configuration.title ?? labels.form
      const parts = { configuration, settings, values, endpoint, title, pageUrl }
      ;({ unmount: empty, putBack } = frame.mountFrame(host, parts))
      return
    }
    const query = `${new URLSearchParams(settings)}`
    ;({ unmount: empty, putBack } = mountForm(host, {
      ...{ ...messages, configuration, dir, id, endpoint, query, pageUrl, load, values, prerendered },
      own: ownLanguageOf(pageTag, labels, configuration.language),
    }))
    preserved?.restore(host)
    late?.then(async ({ labels }) => {
      const loaded = await tryLoad('preserve-input', labels !== enLabels)
      if (isGone || !loaded || !loaded.isUntouched(host)) return
      closePanel()
      empty()
      start()
    })
    const fillsIn = prerendered?.element.isConnected && Object.keys(values).length
    ;(await tryLoad('preserve-input', fillsIn))?.fillFields(host, values)

    /** Says to the developer of the page what is wrong and what to write; given settings, above the form too. */
    async function report(faults: ConfigurationFault[], settings?: { [name: string]: string } | false) {
      if (!faults.length && !settings) return
      try {
        // The relay that is named may be the wrong one.
        const { report } = await load('report').catch(() => loadFrom(source.address)('report'))
        const drawnBy = prerendered?.version
        closePanel =
          report(host, {
            ...{ faults, endpoint, options, drawnBy, load, log, settings: !isGone && settings },
          }) ?? closePanel
      } catch {
        const wrong = faults.map(({ attribute }) => ` data-${attribute} is wrong.`).join('')
        log.error(`signup-widget: the script’s files cannot be loaded from ${endpoint ?? ''}.${wrong}`)
      }
    }
  }

  /** Never a blank page: the visitor reads that there is no form. */
  function refuse() {
    empty()
    const isBare = !host.textContent?.trim()
    empty = () => {
      if (isBare) host.textContent = ''
      host.removeAttribute('data-state')
    }
    host.setAttribute('data-state', 'unavailable')
    if (isBare) host.textContent = enLabels.closed
  }
}
