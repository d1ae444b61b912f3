import { matchLanguage } from 'virtual:languages/match'
import languages from 'virtual:languages/names'
import { PATHS } from '../../server/contract.ts'
import { toJson } from '../json.ts'
import type { LanguageName } from '../messages/messages.ts'
import { afterLoad } from '../page/document-ready.ts'
import { settingsText, sourceOf } from '../page/setting-sources.ts'
import { danger, ink, paper, success } from '../view/style/palette.ts'
import { classFaults } from './classes.ts'
import { colorFaults } from './colors.ts'
import { unknownAttributes } from './unknown-attributes.ts'

type DebugPanelParts = {
  /** What is wrong with the settings, and what to write instead. Already logged to the console. */
  faults: string[]
  /** The relay's address, if it is known. */
  endpoint: string | undefined
  /** The settings as they were read, by name. */
  settings: { [name: string]: string }
  /** What the page has given the host by `render`. */
  options: object
  /** The version that prerendered the form, if any. */
  drawnBy: string | undefined
  load: (name: 'controller' | LanguageName) => Promise<unknown>
  fetch: typeof fetch
  log: Pick<Console, 'error'>
}

const STYLE = `:host{all:initial;display:block;box-sizing:border-box;margin:.5rem 0;padding:.75rem 1rem;border:3px solid ${danger[0]};
background:${paper[0]};color:${ink[0]};font:16px/1.5 system-ui,sans-serif}p{margin:.5rem 0 0}:host([data-fine]){border-color:${success[0]}}ul{margin:0;padding-inline-start:1.25em}`

const FINE = 'No problems found: the relay answers, and accepts this page and these lists.'

/** What was logged to each console, because several forms of a page may report the same. */
const logged = new WeakMap<DebugPanelParts['log'], Set<string>>()

/**
 * Shows the developer of a page, above a form, what is wrong and what to write; logs each problem to the console in one line,
 * once. Sends an empty sign-up to ask the relay whether it accepts this page, and requests a snippet to ask whether it accepts
 * the settings. Returns a function that removes the panel.
 */
export function openDebugPanel(host: HTMLElement, parts: DebugPanelParts): () => void {
  const { faults, endpoint, settings, options, drawnBy, load, fetch, log } = parts
  const end = new AbortController()
  const { signal } = end
  const lines = new Set(faults)
  let fine = 'Checking with the relay…'
  const panel = document.createElement('div')
  panel.setAttribute('role', 'note')
  panel.setAttribute('aria-label', 'signup-widget')
  const root = panel.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]

  document.addEventListener('securitypolicyviolation', blocked, { signal })
  host.addEventListener(
    'signup-widget:error',
    ({ detail }: CustomEventInit) => report(remedyOf(detail.code)),
    { signal },
  )
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[src*="/signup.js"]')
  const times = mostIdenticalTags(scripts)
  if (times > 1)
    report(
      `The script is on this page ${times} times with the same settings. Once is enough: remove the others.`,
    )
  const attributes = [host, ...scripts].flatMap((element) => element.getAttributeNames())
  const optionNames = Object.keys(options).map((name) => `data-${name}`)
  const given = [...attributes, ...optionNames]
  for (const line of [...unknownAttributes(given), ...classFaults(given, settings)]) report(line)
  if (drawnBy && drawnBy !== VERSION) {
    report(
      `Version ${drawnBy} drew this form, but the script is ${VERSION}. Copy the snippet again from ${endpoint}${PATHS.snippet}.`,
    )
  }
  // The form tells its language once it stands.
  host.addEventListener('signup-widget:ready', () => draw(), { signal })
  host.before(panel)
  draw()
  if (endpoint && !faults.length) Promise.all([ask(), fetchParts(), findCallbacks()]).then(() => draw(FINE))
  findColors()
  return () => {
    end.abort()
    panel.remove()
  }

  async function ask() {
    try {
      const response = await fetch(endpoint + PATHS.signups, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        credentials: 'omit',
        body: toJson({}),
        signal,
      })
      const { code }: { code?: unknown } = Object(await response.json())
      report(remedyOf(code))
      // The relay can draw these settings if it allows them, whatever the isolation.
      const query = new URLSearchParams({ ...settings, isolation: 'shadow' })
      // ALLOWED_ORIGINS limits redirects only without script.
      query.delete('redirect-url')
      const snippet = await fetch(`${endpoint}${PATHS.snippet}?${query}`, { credentials: 'omit', signal })
      if (snippet.status === 400) for (const line of (await snippet.text()).trim().split('\n')) report(line)
    } catch {
      if (!signal.aborted) report(remedyOf('offline'))
    }
  }

  /** Loads what a visitor will need, to see whether it can be loaded. */
  async function fetchParts() {
    const language = matchLanguage(settings['language'] ?? '')
    for (const name of ['controller', language] as const) {
      if (name && name !== 'en') await load(name).catch(() => report(missing(name)))
    }
  }

  /** Measures colours once the style sheets of the page are there, and the form. */
  async function findColors() {
    await new Promise<void>((resolve) => afterLoad(resolve))
    if (!(host.shadowRoot ?? host).querySelector('.signup'))
      await new Promise((resolve) =>
        host.addEventListener('signup-widget:ready', resolve, { once: true, signal }),
      )
    if (!signal.aborted) for (const line of colorFaults(host)) report(line)
  }

  /** Runs once the page is complete, because a function may be defined below its form. */
  async function findCallbacks() {
    await new Promise<void>((resolve) => afterLoad(resolve))
    if (signal.aborted) return
    for (const [attribute, text] of Object.entries(settings)) {
      if (attribute.startsWith('on-')) report(problemOfCallback(attribute, text))
    }
    for (const script of scripts) report(problemOfCallback('onload', sourceOf(script).read('onload') ?? ''))
  }

  function missing(name: string) {
    return `${name}-….js cannot be loaded from ${endpoint}. Until it can, the form is submitted as one without script. Check what blocks it.`
  }

  function blocked({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) {
    if (!endpoint || !blockedURI.startsWith(endpoint)) return
    report(
      // A path in a policy would match only itself.
      `The page’s content security policy blocked ${blockedURI}. Add ${new URL(endpoint).origin} to its ${effectiveDirective}.`,
    )
  }

  function remedyOf(code: unknown): string | undefined {
    switch (code) {
      case 'origin_not_allowed':
        return `The relay does not accept this page. Add ${location.origin} to its ALLOWED_ORIGINS.`
      case 'list_not_allowed':
        return `The relay does not accept one of these lists. Add it to its ALLOWED_LISTS: ${settings['lists']}.`
      case 'offline':
      case 'timeout':
      case 'unreadable':
        return `No relay answers at ${endpoint}. Start it, or set data-endpoint to its address.`
      default:
        return
    }
  }

  function report(line: string | undefined) {
    if (!line || lines.has(line)) return
    lines.add(line)
    const loggedLines = logged.get(log) ?? new Set()
    logged.set(log, loggedLines)
    if (!loggedLines.has(line)) log.error(`signup-widget: ${line}`)
    loggedLines.add(line)
    draw()
  }

  function draw(text = fine) {
    fine = text
    panel.toggleAttribute('data-fine', !lines.size)
    const list = document.createElement('ul')
    for (const line of lines.size ? lines : [fine])
      list.appendChild(document.createElement('li')).textContent = line
    const note = document.createElement('p')
    note.textContent = languageNote(host, settings['language'])
    root.replaceChildren(list, note)
  }
}

/** Which language the form is shown in, and why. */
function languageNote(host: HTMLElement, setting: string | undefined): string {
  const page = (host.closest<HTMLElement>('[lang]:not([lang=""])') ?? document.documentElement).lang
  const tags = setting || page ? [setting || page] : navigator.languages
  const reason = setting
    ? `data-language is ${tags}`
    : page
      ? `the page’s lang is ${tags}`
      : `neither data-language nor the page names one, and the browser prefers ${tags.join(' ')}`
  const wanted = matchLanguage(`${tags}`)
  const drawn = (host.shadowRoot ?? host).querySelector<HTMLElement>('.signup')?.lang
  const shown = drawn || wanted || 'en'
  const but = !wanted
    ? `, which the form does not have; it has ${[...languages].sort().join(' ')}`
    : wanted === 'en' || shown !== 'en'
      ? ''
      : `, but ${wanted}-….js has not come in time`
  return `The form’s language is ${shown}: ${reason}${but}.`
}

/** Explains also that a `const`, or anything declared in a module, is not a property of the window. */
function problemOfCallback(attribute: string, text: string): string | undefined {
  const name = text.trim()
  if (!name || typeof Reflect.get(window, name) === 'function') return
  return `data-${attribute} names ${name}, but window.${name} is not a function. Define window.${name} = () => { … }, or correct the name.`
}

/** The largest number of identical tags among these; tags that differ may each have their own form. */
function mostIdenticalTags(tags: Iterable<HTMLScriptElement>): number {
  const texts = [...tags].map((tag) => `${settingsText(tag)}\n${tag.src.split('?')[1]}`)
  return Math.max(0, ...texts.map((text) => texts.filter((other) => other === text).length))
}
