import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CACHE, fillCache } from '../sites/cache.ts'
import { run } from '../sites/run.ts'

const MANIFEST = join(import.meta.dirname, 'package.json')
/** Unpacked alone: what it depends on makes lists, and is not needed to read them. */
const ADGUARD = '@adguard/dnr-rulesets@3.3.20260320140136'
const wanted = createHash('sha256').update(readFileSync(MANIFEST)).update(ADGUARD).digest('hex').slice(0, 12)
const FOLDER = join(CACHE, `filter-lists-${wanted}`)

/**
 * uBlock Origin, in whose Debian package EasyList, EasyPrivacy and its own lists are. It is unpacked, not installed: it would
 * then run in every Firefox of this machine, that of our other tests too.
 */
const UBLOCK = 'webext-ublock-origin-firefox'

/** One list, as a content blocker uses it. */
export type FilterList = {
  name: string
  rules: number
  /** The rule that blocks an address when a page at `from` asks for it. */
  blocking(address: string, type: ResourceType, from: string): string | undefined
  /** The selectors of what the list hides on a page of that host where these names stand. */
  hiding(host: string, names: Names): string[]
}
export type ResourceType = 'script' | 'xmlhttprequest' | 'sub_frame' | 'main_frame' | 'image'
export type Names = { classes: string[]; ids: string[]; hrefs: string[] }

/** What is used of `@ghostery/adblocker`. */
type Library = {
  FiltersEngine: {
    parse(text: string): {
      match(request: unknown): { match: boolean; filter?: object }
      getCosmeticsFilters(page: object): { styles: string }
    }
  }
  Request: { fromRawDetails(details: object): unknown }
}

/** Downloads what is missing, once, and reads every list. Rejects where neither npm nor Debian can be reached. */
export async function readFilterLists(): Promise<FilterList[]> {
  if (!existsSync(FOLDER)) {
    await fillCache(FOLDER, async (folder) => {
      await cp(MANIFEST, join(folder, 'package.json'))
      await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
      const packed = await run('npm', ['pack', '--silent', ADGUARD], { cwd: folder })
      await run('tar', ['xzf', packed.trim()], { cwd: folder })
      // Needed on a new machine; without the right to do it, what apt knows already may do.
      await run('apt-get', ['update']).catch(() => undefined)
      await run('apt-get', ['download', UBLOCK], { cwd: folder })
      const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'))
      await run('dpkg-deb', ['-x', file, UBLOCK], { cwd: folder })
    })
  }
  const entry = join(FOLDER, 'node_modules/@ghostery/adblocker/dist/esm/index.js')
  const library: Library = await import(pathToFileURL(entry).href)
  return [...ublockLists(), ...adguardLists()].map(([name, text]) => open(library, name, text))
}

function ublockLists(): [name: string, text: string][] {
  const folder = join(FOLDER, UBLOCK)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\/assets\/.*\.txt$/.test(file))
    .map((file) => [`uBlock Origin: ${basename(file)}`, readFileSync(join(folder, file), 'utf8')])
}

/** AdGuard's own lists, which include EasyList and EasyPrivacy, its five lists of annoyances, and those of countries. */
function adguardLists(): [name: string, text: string][] {
  const folder = join(FOLDER, 'package/dist/filters')
  const { filters } = JSON.parse(readFileSync(join(folder, 'filters_i18n.json'), 'utf8'))
  return readdirSync(join(folder, 'declarative')).flatMap((ruleset) => {
    const rules = JSON.parse(readFileSync(join(folder, 'declarative', ruleset, `${ruleset}.json`), 'utf8'))
    const text: string | undefined = rules[0]?.metadata?.rawFilterList
    return text === undefined ? [] : [[filters[ruleset.replace(/\D/g, '')]?.en?.name ?? ruleset, text]]
  })
}

function open({ FiltersEngine, Request }: Library, name: string, text: string): FilterList {
  const engine = FiltersEngine.parse(text)
  return {
    name,
    rules: text.split('\n').length,
    blocking(url, type, sourceUrl) {
      const { match, filter } = engine.match(Request.fromRawDetails({ url, type, sourceUrl }))
      return match ? String(filter) : undefined
    },
    hiding(hostname, names) {
      const domain = hostname.split('.').slice(-2).join('.')
      const { styles } = engine.getCosmeticsFilters({
        url: `https://${hostname}/`,
        hostname,
        domain,
        ...names,
      })
      return styles.split(/,\n| \{[^}]*\}\s*/).filter((selector) => selector !== '')
    },
  }
}
