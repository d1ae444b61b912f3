import { isUuid, SETTING_LIMITS } from '../../server/contract.ts'

/** A field, by its path, and the parameter of the page's address that says what stands in it. */
export type Link = { path: string; parameter: string }

/** What a page may say of its visitor: never the consent, the lists, or what only programs fill in. */
const FILLABLE = /^(?!consent|list_|signals)[a-z_]+(\.[\w-]+)?$/

/** The path of a field, which a custom field's bare id stands for too. */
export function pathOf(name: string): string {
  return isUuid(name) ? `custom_fields.${name.toLowerCase()}` : name
}

/** Reads values given by path, or else as the query of an address. */
export function readPrefill(
  text: string,
  given: string | object = text,
): { [path: string]: string[] } | undefined {
  const values: { [path: string]: string[] } = {}
  const entries = typeof given === 'string' ? new URLSearchParams(text) : Object.entries(given)
  for (const [name, value] of entries) {
    const path = pathOf(name)
    if (!FILLABLE.test(path)) return
    values[path] = [...(values[path] ?? []), `${value}`]
  }
  return values
}

/** Reads `field` or `field=parameter`, separated by commas or spaces; undefined if one is not to be filled so. */
export function readLinks(text: string, fits = (_: string) => true): Link[] | undefined {
  const links: Link[] = []
  for (const item of text.split(/[\s,]+/)) {
    const [name = '', parameter = name] = item.split('=')
    const path = pathOf(name)
    if (!item) continue
    if (!fits(name) || !FILLABLE.test(path) || !parameter) return
    links.push({ path, parameter })
  }
  return links
}

type PrefillParts = {
  /** The query of the page's address. */
  query: string
  /** The address of the page when the script came: on a single-page site the form may be views away from it. */
  initialUrl: string
  /** The browser's memory of this session; reading it may throw where a page has none. */
  session: () => Storage
}

/**
 * What the fields hold at first: the site's own values, then those of the address, then what the session remembers
 * of the address that the visitor first came to.
 */
export function prefilled(
  configuration: { prefill: { [path: string]: string[] }; prefillFrom: Link[]; capture: Link[] },
  { query, initialUrl, session }: PrefillParts,
): { [path: string]: string[] } {
  const { prefill, prefillFrom, capture } = configuration
  const values = { ...prefill }
  const inQuery = (parameter: string) => new URLSearchParams(query).get(parameter)
  for (const { path, parameter } of prefillFrom) {
    const value = inQuery(parameter)
    if (value) values[path] = [value]
  }
  for (const { path, parameter } of capture) {
    const key = `signup-widget:${parameter}`
    let value = inQuery(parameter) ?? new URL(initialUrl).searchParams.get(parameter)
    try {
      // The first address tells where the visitor came from; the later ones only how the site is built.
      const remembered = session().getItem(key)
      if (!remembered && value) session().setItem(key, value)
      value = remembered ?? value
    } catch {}
    if (value) values[path] = [value.slice(0, SETTING_LIMITS.custom_field_value)]
  }
  return values
}
